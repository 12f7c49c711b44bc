/// The program that draws.
public enum Program {
  /// What changes whenever the program may draw differently: its version, and its file's size and time.
  public static func identity(version: String) -> String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = CommandLine.arguments.first ?? ""
    #endif
    return version + " " + (AtomicFile.stamp(path) ?? "")
  }
}
