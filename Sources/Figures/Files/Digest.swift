import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A short name for content, to tell whether it changed: FNV-1a over 64 bits, two times from different
/// starts, and over words of eight bytes where there are so many. It guards against accidents, not against
/// somebody who forges content.
struct Digest {
  private var a = FNV1a()
  private var b = FNV1a(0x84222325_CBF29CE4)

  mutating func add(_ bytes: [UInt8]) {
    absorb(bytes)
    endPart()
  }

  /// Adds a file as one part, block by block.
  /// - Throws: `FigureError` if it cannot be read, or is none.
  mutating func add(file path: String) throws(FigureError) {
    let file = try AtomicFile.openWritten(path)
    defer { close(file) }
    // Blocks of whole words, so that the digest is that of all bytes at once.
    var rest: [UInt8] = []
    while let chunk = try AtomicFile.readChunk(file, path, size: 1 << 20) {
      rest += chunk
      let whole = rest.count / 8 * 8
      absorb(Array(rest[..<whole]))
      rest.removeFirst(whole)
    }
    absorb(rest)
    endPart()
  }

  /// The digest of a file's bytes; nil if there is no such file.
  static func text(ofFile path: String) -> String? {
    var digest = Digest()
    do { try digest.add(file: path) } catch { return nil }
    return digest.text
  }

  /// The digest of bytes.
  static func text(of bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.add(bytes)
    return digest.text
  }

  /// A mark between parts: ab + c is not a + bc.
  private mutating func endPart() {
    a.add(0x1FF)
  }

  private mutating func absorb(_ bytes: [UInt8]) {
    let words = bytes.count / 8
    let raw = bytes.span.bytes
    for i in 0..<words {
      mix(raw.unsafeLoadUnaligned(fromByteOffset: 8 * i, as: UInt64.self).littleEndian)
    }
    for byte in bytes[(8 * words)...] { mix(UInt64(byte)) }
  }

  private mutating func mix(_ word: UInt64) {
    a.add(word)
    // A product only carries upwards.
    a.state ^= a.state >> 32
    b.add(word ^ a.state >> 47)
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  var text: String { String(a.state, radix: 36) + String(b.state, radix: 36) }
}
