import Basics

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// An open file that is read from its beginning to its end.
///
/// By the C library and not by Foundation, which takes longer to load than a fit takes.
struct ByteReader: ~Copyable {
  /// The file as its user named it.
  let file: String
  private let descriptor: Int32
  private let isOurs: Bool

  private init(_ descriptor: Int32, isOurs: Bool, file: String) {
    self.descriptor = descriptor
    self.isOurs = isOurs
    self.file = file
  }

  /// Opens a file.
  ///
  /// - Throws: `TableError` with the system's reason.
  static func opening(_ path: String) throws(TableError) -> ByteReader {
    if path.utf8.contains(0) {
      throw TableError(file: path, message: "cannot be read: a zero byte in the file's name")
    }
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    if descriptor < 0 { throw failure(path) }
    return ByteReader(descriptor, isOurs: true, file: path)
  }

  /// What comes in by the program's standard input.
  static var standardInput: ByteReader {
    ByteReader(STDIN_FILENO, isOurs: false, file: "<stdin>")
  }

  /// How many bytes the file has; nil if it is none on a disk.
  var size: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  deinit {
    if isOurs { close(descriptor) }
  }

  /// Appends up to so many bytes; false at the end of the file.
  ///
  /// - Parameter fills: whether to wait for all of them where a pipe gives a little at a time.
  /// - Throws: `TableError` with the system's reason.
  func read(_ room: Int, onto bytes: inout [UInt8], fills: Bool = true) throws(TableError) -> Bool {
    if !fills { return try readSome(room, onto: &bytes) }
    var count = 0
    let before = bytes.count
    bytes = [UInt8](unsafeUninitializedCapacity: before + room) { buffer, filled in
      filled = buffer.initialize(fromContentsOf: bytes)
      while filled < before + room {
        count = Descriptor.read(
          descriptor,
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...]))
        if count <= 0 { break }
        filled += count
      }
    }
    if count < 0 { throw Self.failure(file) }
    return bytes.count > before
  }

  /// Appends what a pipe gives at once. That may be little each time, so what is there already stays where it is.
  private func readSome(_ room: Int, onto bytes: inout [UInt8]) throws(TableError) -> Bool {
    let count = withUnsafeTemporaryAllocation(byteCount: min(room, 1 << 16), alignment: 1) {
      buffer in
      let count = Descriptor.read(descriptor, into: buffer)
      if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
      return count
    }
    if count < 0 { throw Self.failure(file) }
    return count > 0
  }

  private static func failure(_ file: String) -> TableError {
    TableError(file: file, message: "cannot be read: \(String(cString: strerror(errno)))")
  }
}
