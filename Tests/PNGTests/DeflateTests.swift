import CZlib
import Testing

@testable import PNG

/// What is compressed comes back through zlib.
@Suite("Deflate")
struct DeflateTests {
  /// What zlib makes of a stream; nil if it finds it damaged.
  private func inflated(_ stream: [UInt8], count: Int) -> [UInt8]? {
    var result = [UInt8](repeating: 0, count: count + 1)
    var length = uLong(result.count)
    let status = uncompress(&result, &length, stream, uLong(stream.count))
    return status == Z_OK ? Array(result.prefix(Int(length))) : nil
  }

  /// Writes bytes as rows of so many, the last one filled up with zeros.
  private func deflated(
    _ bytes: [UInt8], _ deflater: some Deflater, stride: Int
  ) throws -> (stream: [UInt8], rows: [UInt8]) {
    var rows = bytes
    rows += [UInt8](repeating: 0, count: (stride - bytes.count % stride) % stride)
    deflater.begin(stride: stride)
    try rows.withUnsafeBufferPointer { bytes in
      for at in Swift.stride(from: 0, to: bytes.count, by: stride) {
        try deflater.write(row: bytes.baseAddress! + at, count: stride)
      }
    }
    return (try deflater.finish(), rows)
  }

  private static func noise(_ count: Int, values: UInt64, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8((state >> 33) % values)
    }
  }

  /// Runs of all lengths, with something else between them.
  private static var runs: [UInt8] {
    (1...300).flatMap { [UInt8](repeating: UInt8($0 & 255), count: $0) + [7, UInt8($0 % 11)] }
  }

  /// The same bytes again at every distance of interest.
  private static var distances: [UInt8] {
    [1, 2, 3, 4, 5, 8, 9, 255, 4095, 4096, 4097, 32767, 32768, 32769].flatMap { distance in
      let word = noise(min(distance, 40), values: 256, seed: UInt64(distance))
      return word + noise(distance - word.count, values: 3, seed: 9) + word
    }
  }

  @Test(arguments: [
    [], [5], [1, 2], [0, 0, 0], [UInt8](repeating: 9, count: 100_000), noise(70_000, values: 256),
    noise(300_000, values: 2), noise(600_000, values: 1), noise(3000, values: 4), runs, distances,
    Array(0...255) + Array(0...255),
  ])
  func comesBack(bytes: [UInt8]) throws {
    for effort in [PageCompressor.Effort.fast, .standard] {
      for (stride, pixel) in [(1, 1), (301, 3), (302, 3), (32768, 4), (40_000, 4)] {
        let deflater = PageDeflater(stride: stride, pixel: pixel, effort: effort, threads: 1)
        let (stream, rows) = try deflated(bytes, deflater, stride: stride)
        #expect(inflated(stream, count: rows.count) == rows)
        #expect(stream.count <= rows.count + rows.count / 1000 + 64)
        // Another stream knows nothing of the one before, and threads make no difference.
        #expect(try deflated(bytes, deflater, stride: stride).stream == stream)
        let aside = PageDeflater(stride: 7, pixel: pixel, effort: effort, threads: 3)
        #expect(try deflated(bytes, aside, stride: stride).stream == stream)
      }
    }
    let deflater = try ZlibDeflater(stride: 10, level: 9)
    let (stream, rows) = try deflated(bytes, deflater, stride: 301)
    #expect(inflated(stream, count: rows.count) == rows)
  }

  /// Twelve words of two letters in random order: every four bytes were there often, and only who looks at many
  /// earlier places finds the right word.
  @Test func theSearchGoesDeep() throws {
    let words = (0..<12).map { Self.noise(24, values: 2, seed: $0 + 1) }
    let text = Self.noise(2000, values: 12, seed: 77).flatMap { words[Int($0)] }
    func size(_ effort: PageCompressor.Effort) throws -> Int {
      let deflater = PageDeflater(stride: 1001, pixel: 1, effort: effort, threads: 1)
      return try deflated(text, deflater, stride: 1001).stream.count
    }
    let standard = try size(.standard)
    var (zlib, length) = ([UInt8](repeating: 0, count: text.count), uLong(text.count))
    #expect(compress2(&zlib, &length, text, uLong(text.count), 6) == Z_OK)
    #expect(Double(standard) < 1.15 * Double(length), "\(standard) beside zlib's \(length)")
    let shallow = try size(PageCompressor.Effort(depth: 1))
    #expect(Double(shallow) > 1.5 * Double(standard), "\(shallow) beside \(standard)")
  }

  @Test(arguments: [0, 1, 255, 256, 257, 4095, 70_000])
  func checksumIsZlibs(count: Int) {
    for bytes in [Self.noise(count, values: 256), [UInt8](repeating: 255, count: count)] {
      let expected = UInt32(adler32(1, bytes, uInt(count)))
      #expect(bytes.withUnsafeBufferPointer(Adler32.sum) == expected)
      for cut in [0, count / 3, count] {
        let (a, b) = (Array(bytes[..<cut]), Array(bytes[cut...]))
        #expect(
          Adler32.joined(
            a.withUnsafeBufferPointer(Adler32.sum), b.withUnsafeBufferPointer(Adler32.sum),
            secondCount: b.count) == expected)
      }
    }
  }

  /// Symbols whose counts grow like Fibonacci's numbers have codes of up to 24 bits, too long by nine.
  @Test func longCodesAreCut() throws {
    var counts: [UInt32] = [1, 1]
    while counts.count < 24 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    for longest in [5, 7, 15] {
      let lengths = HuffmanCode(counts, longest: longest).lengths
      #expect(lengths.max()! <= longest)
      // A prefix code without gaps.
      #expect(lengths.reduce(0) { $0 + 1 << (longest - Int($1)) } == 1 << longest)
      #expect(lengths == lengths.sorted(by: >))
    }
  }

  @Test func oneSymbolHasACode() {
    var counts = [UInt32](repeating: 0, count: 30)
    counts[17] = 5
    let code = HuffmanCode(counts, longest: 15)
    #expect(code.lengths[17] == 1 && code.lengths.count { $0 > 0 } == 2)
  }
}
