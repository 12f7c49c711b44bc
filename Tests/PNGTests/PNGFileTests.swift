import Drawing
import Testing

@testable import PNG

@Suite struct PNGFileTests {
  /// The chunks of a file.
  func chunks(_ file: [UInt8]) -> [(name: String, data: [UInt8])] {
    var result: [(String, [UInt8])] = []
    var i = 8
    while i + 12 <= file.count {
      let n = file[i..<i + 4].reduce(0) { $0 << 8 | Int($1) }
      result.append(
        (String(decoding: file[i + 4..<i + 8], as: UTF8.self), Array(file[i + 8..<i + 8 + n])))
      i += 12 + n
    }
    return result
  }

  /// Depth and colour type.
  func kind(_ file: [UInt8]) -> [UInt8] { Array(file[24...25]) }

  /// An image with a number of colours, some of them translucent.
  func image(colors: Int, clear: Int = 0, width: Int = 24, height: Int = 23) -> Image {
    Image(width: width, height: height) { x, y in
      let i = (x + width * y) % colors
      return Color(
        red: UInt8(i & 255), green: UInt8(i >> 2 & 255), blue: 7,
        alpha: i < clear ? Double(i) / 255 : 1)
    }
  }

  @Test(
    arguments: [
      (1, 0, [1, 3]), (2, 0, [1, 3]), (3, 0, [2, 3]), (16, 0, [4, 3]), (17, 0, [8, 3]),
      (256, 0, [8, 3]), (256, 100, [8, 3]), (257, 0, [8, 2]), (400, 0, [8, 2]), (400, 3, [8, 6]),
    ] as [(Int, Int, [UInt8])])
  func everyKindComesBack(_ colors: Int, _ clear: Int, _ expected: [UInt8]) throws {
    let picture = image(colors: colors, clear: clear)
    for compression in PNGFile.Compression.allCases {
      let file = try PNGFile.encode(picture, compression: compression)
      #expect(kind(file) == expected)
      #expect(try PNGFile.decode(file) == picture)
    }
  }

  @Test func transparencyListsOnlyWhatIsTranslucent() throws {
    let file = try PNGFile.encode(image(colors: 20, clear: 5))
    #expect(chunks(file).first { $0.name == "tRNS" }?.data.count == 5)
  }

  @Test func chunksSayWhatThePictureIs() throws {
    let file = try PNGFile.encode(
      image(colors: 3), metadata: .init(title: "Café", description: "ρ(x, α, c)", scale: 2))
    let all = chunks(file)
    #expect(
      all.map(\.name) == ["IHDR", "sRGB", "PLTE", "pHYs", "tEXt", "iTXt", "tEXt", "IDAT", "IEND"])
    // 144 pixels per inch are 5669 per metre.
    #expect(all[3].data == [0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1])
    #expect(all[4].data == Array("Title\0Caf".utf8) + [0xE9])
    #expect(all[5].data == Array("Description\0\0\0\0\0ρ(x, α, c)".utf8))
    #expect(all[6].data == Array("Software\0Rho".utf8))
    #expect(!all.contains { $0.name == "tIME" })
  }

  @Test func emptyTextsAreLeftOut() throws {
    let file = try PNGFile.encode(image(colors: 3), metadata: .init(title: "a\0b"))
    #expect(
      chunks(file).filter { $0.name == "tEXt" }.map { $0.data } == [
        Array("Title\0ab".utf8), Array("Software\0Rho".utf8),
      ])
    #expect(!chunks(file).contains { $0.name == "pHYs" })
  }

  @Test func gradientsAreFiltered() throws {
    let width = 96
    let ramp = Image(width: width, height: 64) { x, y in
      y < 3 ? .white : Color(red: UInt8(x + y), green: UInt8(2 * x), blue: UInt8(3 * y))
    }
    // Every pixel has a colour of its own: without filters they would not compress at all.
    let file = try PNGFile.encode(ramp)
    #expect(file.count < 1500)
    #expect(try PNGFile.decode(file) == ramp)
  }

  // MARK: Hostile files

  @Test func cutOffFilesAreErrors() throws {
    let file = try PNGFile.encode(image(colors: 300))
    for n in 0..<file.count where n < 120 || n % 37 == 0 || n > file.count - 13 {
      #expect(throws: PNGError.self) { try PNGFile.decode(Array(file.prefix(n))) }
    }
  }

  @Test func changedBytesAreErrorsOrOtherPictures() throws {
    let file = try PNGFile.encode(image(colors: 300))
    for i in file.indices where i < 200 || i % 13 == 0 {
      var bad = file
      bad[i] ^= 0x55
      _ = try? PNGFile.decode(bad, maximumPixels: 1 << 20)
    }
    // A changed byte of the pixels does not match its sum.
    let at = file.count / 2
    var bad = file
    bad[at] ^= 1
    #expect(throws: PNGError.self) { try PNGFile.decode(bad) }
  }

  @Test func otherFilesAreErrors() {
    for text in ["", "PNG", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"] {
      #expect(throws: PNGError.self) { try PNGFile.decode(Array(text.utf8)) }
    }
  }

  @Test func claimsOfHugeSizeAreErrors() throws {
    // A header of 10⁵ × 10⁵ pixels, with the right sum.
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let body = Array("IHDR".utf8) + [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 2, 0, 0, 0]
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in body {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    sum = ~sum
    let crc = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> UInt32($0)) }
    let header = signature + [0, 0, 0, 13] + body + crc
    // Something must follow, or the reader stops for that.
    let file = header + [0, 0, 0, 0] + Array("IDAT".utf8) + [0x35, 0xAF, 0x06, 0x1E]
    #expect(throws: PNGError("the PNG file cannot be read: the image has too many pixels")) {
      try PNGFile.decode(file)
    }
  }
}
