#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as a config means them.
enum FilePath {
  /// The folder that holds a file, with its final slash; empty for the current one.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// A path relative to the folder of a config; absolute paths stay as they are.
  static func resolve(_ path: String, beside config: String) -> String {
    if path.hasPrefix("/") { return path }
    let folder = config == "<stdin>" ? "" : folder(of: config)
    return path == "." ? (folder.isEmpty ? "." : String(folder.dropLast())) : folder + path
  }

  /// A file in a folder; in the current one without `./`.
  static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "."
      ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// Where files may stand that nobody keeps.
  static var temporaryFolder: String {
    guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), !folder.isEmpty else {
      return "/tmp"
    }
    return folder
  }
}
