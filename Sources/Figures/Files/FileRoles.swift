#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run reads and what it writes: nothing that is read may be replaced, and no file be written twice.
///
/// Files are the same by where they are, however they are named: through `./`, another folder or a link. (A hard link is
/// another file: a new one takes its place, and what the other name leads to stays.)
package struct FileRoles: Sendable {
  private struct Role {
    var words: String
    var isRead: Bool
  }

  private var roles: [String: Role] = [:]

  /// - Parameter inputs: the files that are read, `-` for standard input, and what each is in words: `the table`.
  package init(reading inputs: [(path: String, role: String)]) {
    for (path, role) in inputs {
      // A system that knows where standard input comes from says so by this name.
      guard let place = Self.place(of: path == "-" ? "/dev/stdin" : path) else { continue }
      roles[place] = roles[place] ?? Role(words: role, isRead: true)
    }
  }

  /// The places of the files that are read, and what they are.
  var inputs: [(place: String, role: String)] {
    roles.filter(\.value.isRead).map { ($0.key, $0.value.words) }.sorted { $0.place < $1.place }
  }

  /// Takes a file to be written. Devices and pipes lose nothing, and may be written several times.
  /// - Parameter role: what it is in words: `--csv`.
  /// - Throws: `FigureError` if it is read, or another output stands there.
  package mutating func claim(_ path: String, as role: String) throws(FigureError) {
    guard !AtomicFile.isDevice(path), let place = Self.place(of: path) else { return }
    if let other = roles[place] {
      throw Self.conflict(role, path, with: other.words, isRead: other.isRead)
    }
    roles[place] = Role(words: role, isRead: false)
  }

  static func conflict(
    _ role: String, _ path: String, with other: String, isRead: Bool
  ) -> FigureError {
    let why = isRead ? "that is \(other), which would be lost" : "\(other) is written there"
    return FigureError(
      "cannot write \(role) to '\(path)': \(why); name another file", isMistake: true)
  }

  /// Where a file is, or would be, from the root on and without links; nil if that cannot be told.
  static func place(of path: String) -> String? {
    if path.utf8.contains(0) { return nil }
    if let real = realpath(path.isEmpty ? "." : path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    // Not there yet, nor maybe the folders that it will be in.
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path
    let folder = String(path.dropLast(name.count))
    guard folder != path, let place = place(of: folder) else { return nil }
    switch name {
    case ".", "": return place
    case "..":
      return place.lastIndex(of: "/").map { $0 == place.startIndex ? "/" : String(place[..<$0]) }
    default: return place == "/" ? "/\(name)" : "\(place)/\(name)"
    }
  }
}
