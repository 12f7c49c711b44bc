import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension AtomicFile {
  /// The bytes of a file.
  /// - Throws: `FigureError` if it cannot be read, or has more than `limit` bytes (a device has no end).
  static func read(_ path: String, limit: Int = 1 << 30) throws(FigureError) -> [UInt8] {
    if isFolder(path) { throw FigureError("cannot read '\(path)': it is a folder") }
    let file = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw failure("read", path) }
    defer { close(file) }
    return try readAll(file, path, limit)
  }

  /// The bytes of a file that we wrote, or should have: a pipe in its place is not waited for.
  /// - Throws: `FigureError` as `read`, and if it is no file.
  static func readWritten(_ path: String, limit: Int = 1 << 30) throws(FigureError) -> [UInt8] {
    let file = try openWritten(path)
    defer { close(file) }
    return try readAll(file, path, limit)
  }

  /// Opens a file that we wrote; whoever opens it closes it.
  static func openWritten(_ path: String) throws(FigureError) -> Int32 {
    let file = uninterrupted { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard file >= 0 else { throw failure("read", path) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw FigureError("cannot read '\(path)': it is not a file")
    }
    return file
  }

  private static func readAll(
    _ file: Int32, _ path: String, _ limit: Int
  ) throws(FigureError) -> [UInt8] {
    var result: [UInt8] = []
    var status = stat()
    if fstat(file, &status) == 0, status.st_size > 0 {
      result.reserveCapacity(min(Int(status.st_size), limit))
    }
    while let chunk = try readChunk(file, path) {
      result += chunk
      guard result.count <= limit else {
        throw FigureError("cannot read '\(path)': it has more than \(limit) bytes")
      }
    }
    return result
  }

  /// The next bytes of an open file; nil at its end.
  static func readChunk(
    _ file: Int32, _ path: String, size: Int = 1 << 16
  ) throws(FigureError) -> [UInt8]? {
    guard let chunk = Descriptor.read(file, atMost: size) else { throw failure("read", path) }
    return chunk.isEmpty ? nil : chunk
  }

  /// What tells whether a file was touched: its size and the time of its last change; nil if there is no such
  /// file.
  static func stamp(_ path: String) -> String? {
    guard let status = status(path) else { return nil }
    let time = changed(status)
    return "\(status.st_size)-\(time.tv_sec).\(time.tv_nsec)"
  }

  /// When a file was last changed; nil if there is no such file.
  static func time(_ path: String) -> timespec? { status(path).map(changed) }

  /// Makes a file that is older than `least` as new as now, and not older than `least`.
  /// - Returns: whether it was older.
  static func touch(_ path: String, ifBefore least: timespec) -> Bool {
    guard let time = time(path), isBefore(time, least) else { return false }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    if isBefore(now, least) { now = least }
    // Who may not do it has an old file, and no other harm.
    return utimensat(AT_FDCWD, path, [now, now], 0) == 0
  }

  static func isBefore(_ a: timespec, _ b: timespec) -> Bool {
    (a.tv_sec, a.tv_nsec) < (b.tv_sec, b.tv_nsec)
  }

  /// A file's size in bytes; nil if there is no such file.
  static func size(_ path: String) -> Int? { status(path).map { Int($0.st_size) } }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return status
  }

  private static func changed(_ status: stat) -> timespec {
    #if canImport(Darwin)
      status.st_mtimespec
    #else
      status.st_mtim
    #endif
  }

  /// The names of what is in a folder, sorted; none if it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.sorted()
  }
}
