#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is read forwards, piece by piece, in little memory.
struct FileCursor: ~Copyable {
  let size: Int
  private(set) var position: Int
  private let path: String
  private let file: Int32
  /// What was read ahead, from the byte `start` on.
  private var ahead: [UInt8]
  private var start: Int

  /// - Throws: `FigureError` if there is no such file.
  init(_ path: String) throws(FigureError) {
    guard let size = AtomicFile.size(path) else {
      throw FigureError("cannot read '\(path)': it is not a file")
    }
    let file = try AtomicFile.openWritten(path)
    self.file = file
    self.path = path
    self.size = size
    position = 0
    ahead = []
    start = 0
  }

  deinit { close(file) }

  /// Goes on without reading.
  mutating func skip(_ count: Int) throws(FigureError) {
    guard count >= 0, count <= size - position else { throw FigureError("it is cut short") }
    position += count
  }

  /// The next bytes.
  mutating func bytes(_ count: Int) throws(FigureError) -> [UInt8] {
    var result: [UInt8] = []
    for _ in 0..<count { result.append(UInt8(try integer(1))) }
    return result
  }

  /// A number of so many bytes, the most significant first.
  mutating func integer(_ count: Int) throws(FigureError) -> Int {
    var value = 0
    for _ in 0..<count { value = value << 8 | Int(try byte()) }
    guard value >= 0 else { throw FigureError("it is cut short") }
    return value
  }

  private mutating func byte() throws(FigureError) -> UInt8 {
    if position < start || position - start >= ahead.count {
      lseek(file, off_t(position), SEEK_SET)
      ahead = try AtomicFile.readChunk(file, path) ?? []
      start = position
    }
    guard position - start < ahead.count else { throw FigureError("it is cut short") }
    defer { position += 1 }
    return ahead[position - start]
  }
}
