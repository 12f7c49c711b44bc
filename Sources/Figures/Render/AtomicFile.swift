#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are whole or not there: written beside their place, then renamed into it.
enum AtomicFile {
  /// Writes a file.
  /// - Parameter pending: knows of the temporary file, so that an interrupted run can take it away.
  /// - Throws: `FigureError` that names the path and the system's reason; nothing is left behind.
  static func write(
    _ bytes: [UInt8], to path: String, pending: PendingFiles = PendingFiles()
  ) throws(FigureError) {
    let stream = try Stream(to: path, pending: pending)
    try stream.write(bytes)
    try stream.finish()
  }

  /// A file that is written piece by piece, and is there only once it is finished.
  ///
  /// What is there and is no file, such as `/dev/stdout` or a pipe, is written to as the bytes come: another
  /// file in its place would be the end of it.
  final class Stream {
    let path: String
    /// Where the bytes go until the file is finished; nil if they go where they belong at once.
    private let temporary: String?
    /// Where they belong.
    private let place: String
    private let pending: PendingFiles
    private var file: Int32

    init(to path: String, pending: PendingFiles) throws(FigureError) {
      if path.utf8.contains(0) {
        throw FigureError("cannot write a file with a zero byte in its name")
      }
      if isFolder(path) { throw FigureError("cannot write '\(path)': it is a folder") }
      self.path = path
      self.pending = pending
      // A link stays one; its file is the one that is written.
      let place = resolved(path)
      if isDevice(path) || path.hasPrefix("/dev/") {
        self.place = path
        self.temporary = nil
        file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw failure("write", path) }
        return
      }
      self.place = place
      let slash = place.lastIndex(of: "/").map { place.index(after: $0) } ?? place.startIndex
      // Two runs at once must not write into one another's file.
      let temporary = "\(place[..<slash]).\(place[slash...]).\(getpid()).rho-part"
      self.temporary = temporary
      guard pending.begin(temporary) else { throw FigureError("interrupted") }
      file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard file >= 0 else {
        pending.end(temporary)
        throw failure("write", path)
      }
    }

    /// Where another program is to write what belongs here.
    var target: String { temporary ?? path }

    /// Adds bytes at the end.
    func write(_ bytes: [UInt8]) throws(FigureError) { try writeAll(bytes, to: file, path) }

    /// Moves the file to its place.
    func finish() throws(FigureError) {
      let status = close(file)
      file = -1
      guard status == 0 else { throw failure("write", path) }
      guard let temporary else { return }
      guard rename(temporary, place) == 0 else { throw failure("write", path) }
      pending.end(temporary)
    }

    deinit {
      // Not finished: nothing is left behind.
      if file >= 0 { close(file) }
      guard let temporary else { return }
      unlink(temporary)
      pending.end(temporary)
    }
  }

  private static func writeAll(
    _ bytes: [UInt8], to file: Int32, _ path: String
  ) throws(FigureError) {
    var done = 0
    while done < bytes.count {
      let n = bytes.withUnsafeBytes {
        #if canImport(Darwin)
          Darwin.write(file, $0.baseAddress! + done, bytes.count - done)
        #elseif canImport(Musl)
          Musl.write(file, $0.baseAddress! + done, bytes.count - done)
        #else
          Glibc.write(file, $0.baseAddress! + done, bytes.count - done)
        #endif
      }
      if n < 0, errno == EINTR { continue }
      guard n > 0 else { throw failure("write", path) }
      done += n
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FigureError) {
    if path.isEmpty || isFolder(path) { return }
    let parent = FilePath.folder(of: path)
    if parent.count > 1 { try makeFolder(String(parent.dropLast())) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST && isFolder(path) else {
      throw failure("make the folder", path)
    }
  }

  /// The bytes of a file.
  /// - Throws: `FigureError` if it cannot be read, or has more than `limit` bytes (a device has no end).
  static func read(_ path: String, limit: Int = 1 << 30) throws(FigureError) -> [UInt8] {
    if isFolder(path) { throw FigureError("cannot read '\(path)': it is a folder") }
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw failure("read", path) }
    defer { close(file) }
    var result: [UInt8] = []
    var status = stat()
    if fstat(file, &status) == 0, status.st_size > 0 { result.reserveCapacity(Int(status.st_size)) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = chunk.withUnsafeMutableBytes { buffer in
        #if canImport(Darwin)
          Darwin.read(file, buffer.baseAddress!, buffer.count)
        #elseif canImport(Musl)
          Musl.read(file, buffer.baseAddress!, buffer.count)
        #else
          Glibc.read(file, buffer.baseAddress!, buffer.count)
        #endif
      }
      if n < 0, errno == EINTR { continue }
      guard n >= 0 else { throw failure("read", path) }
      if n == 0 { return result }
      result += chunk[..<n]
      guard result.count <= limit else {
        throw FigureError("cannot read '\(path)': it has more than \(limit) bytes")
      }
    }
  }

  /// What tells whether a file was touched: its size and the time of its last change; nil if it is not
  /// there.
  static func stamp(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(status.st_size)-\(time.tv_sec).\(time.tv_nsec)"
  }

  /// A file's size in bytes; nil if it is not there.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The file that a symbolic link leads to; the path itself if it is none.
  private static func resolved(_ path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let real = realpath(path, nil)
    else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether something is there that is neither a file nor a folder.
  private static func isDevice(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  private static func failure(_ verb: String, _ path: String) -> FigureError {
    FigureError("cannot \(verb) '\(path)': \(String(cString: strerror(errno)))")
  }
}
