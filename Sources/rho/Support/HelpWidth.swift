#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The width that help is set in.
enum HelpWidth {
  /// Makes it one that can be: in fewer columns than these the arguments' library traps.
  static func widen() {
    let asked = getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? Terminal.output.columns
    if asked < least { setenv("COLUMNS", "\(least)", 1) }
  }

  private static let least = 40
}
