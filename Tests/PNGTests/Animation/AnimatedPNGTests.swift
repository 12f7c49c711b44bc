import CZlib
import Drawing
import Testing

@testable import PNG

@Suite struct AnimatedPNGTests {
  func encode(
    _ frames: [Image], loops: Int = 0, metadata: PNGFile.Metadata = .init(),
    compression: PNGFile.Compression = .standard
  ) throws -> [UInt8] {
    try PNGFile.encode(
      animation: frames.map { ($0, (1, 25)) }, loops: loops, metadata: metadata,
      compression: compression)
  }

  // MARK: What is in a file

  @Test(arguments: Animations.all.keys.sorted())
  func everyFrameComesBack(_ name: String) throws {
    let frames = try #require(Animations.all[name])
    for compression in PNGFile.Compression.allCases {
      let bytes = try encode(frames, compression: compression)
      let file = try AnimationFile(bytes)
      #expect(try file.pictures() == frames)
      #expect(try encode(frames, compression: compression) == bytes)
      // Who does not know animations sees the first frame.
      #expect(try PNGFile.decode(bytes) == frames[0])
    }
  }

  @Test(arguments: Animations.all.keys.sorted())
  func chunksStandInOrder(_ name: String) throws {
    let frames = try #require(Animations.all[name])
    let file = try AnimationFile(encode(frames, loops: 3))
    let rest = frames.dropFirst().flatMap { _ in ["fcTL", "fdAT"] }
    #expect(
      file.chunks.map(\.name) == ["IHDR", "acTL", "sRGB", "tEXt", "fcTL", "IDAT"] + rest + ["IEND"])
    #expect(file.chunks.filter { !$0.hasRightSum }.isEmpty)
    #expect(file.sequence == Array(0..<2 * frames.count - 1))
    #expect(file.chunks[1].number(at: 0) == frames.count)
    #expect(file.chunks[1].number(at: 4) == 3)
    let (width, height) = (frames[0].width, frames[0].height)
    #expect(file.frames[0].width == width && file.frames[0].height == height)
    for frame in file.frames {
      #expect(frame.width > 0 && frame.x + frame.width <= width)
      #expect(frame.height > 0 && frame.y + frame.height <= height)
      #expect(frame.dispose == 0 && frame.delay == [1, 25])
    }
  }

  @Test func metadataIsThatOfStillPictures() throws {
    let metadata = PNGFile.Metadata(title: "Café", description: "ρ(x, α, c)", scale: 2)
    let frames = Animations.gradient
    let file = try AnimationFile(encode(frames, metadata: metadata))
    let still = try AnimationFile(PNGFile.encode(Animations.gradient[0], metadata: metadata))
    let ancillary = ["sRGB", "pHYs", "tEXt", "iTXt"]
    let ours = file.chunks.filter { ancillary.contains($0.name) }
    let theirs = still.chunks.filter { ancillary.contains($0.name) }
    #expect(ours.map(\.name) == ["sRGB", "pHYs", "tEXt", "iTXt", "tEXt"])
    #expect(ours.map(\.name) == theirs.map(\.name))
    #expect(ours.map(\.data) == theirs.map(\.data))
  }

  // MARK: Only what changed

  @Test func onlyTheChangeIsStored() throws {
    let frames = (0..<3).map { i in
      Image(width: 40, height: 30) { x, y in
        (x == 10 + i && y == 7) || (x == 20 && y == 12 + i) ? .black : .white
      }
    }
    let file = try AnimationFile(encode(frames))
    let changed = file.frames[1]
    #expect([changed.x, changed.y, changed.width, changed.height] == [10, 7, 11, 7])
    #expect(changed.blend == 1)
    #expect(changed.data.count < 40)
  }

  @Test func equalFramesAreOnePixel() throws {
    let file = try AnimationFile(encode(Animations.pauses))
    for i in [1, 3, 4, 6] {
      let frame = file.frames[i]
      #expect([frame.x, frame.y, frame.width, frame.height] == [0, 0, 1, 1])
      #expect(frame.blend == 1 && frame.data.count < 16)
    }
    #expect(file.frames[2].width > 1)
  }

  @Test func transparencyIsRestored() throws {
    // What becomes transparent cannot be laid over what was there.
    let file = try AnimationFile(encode(Animations.page(background: nil)))
    #expect(file.frames.allSatisfy { $0.blend == 0 })
    let opaque = try AnimationFile(encode(Animations.page(background: .white)))
    #expect(opaque.frames.dropFirst().allSatisfy { $0.blend == 1 })
  }

  @Test func gradientsOfManyColorsAreFiltered() throws {
    let file = try AnimationFile(encode(Animations.gradient))
    for frame in file.frames {
      let filters = try file.filters(of: frame)
      #expect(filters.contains(4))
      #expect(frame.data.count < 2000)
    }
  }

  @Test func theChosenStyleIsNotLargerThanNoFilters() throws {
    // A colour map of one quantity: whether filters pay is not to be seen in single rows.
    let bowl = Image(width: 90, height: 80) { x, y in
      let level = ((x - 40) * (x - 40) + (y - 44) * (y - 44)) / 60
      return Color(red: UInt8(2 * level), green: UInt8(250 - 3 * level), blue: 90)
    }
    for image in [bowl, Animations.gradient[0]] {
      let file = try AnimationFile(encode([image]))
      let width = 4 * image.width
      let plain = (0..<image.height).flatMap {
        [0] + image.pixels[($0 * width)..<(($0 + 1) * width)]
      }
      var size = compressBound(UInt(plain.count))
      var packed = [UInt8](repeating: 0, count: Int(size))
      #expect(compress2(&packed, &size, plain, UInt(plain.count), 6) == Z_OK)
      #expect(file.frames[0].data.count <= Int(size) * 102 / 100)
    }
  }

  @Test func repetitionsAreNotFiltered() throws {
    // Rows as smooth as those of a gradient, each another part of one profile: filters would hide
    // that they repeat it.
    var noise = Animations.Noise(state: 3)
    var profile = [128]
    while profile.count < 200 { profile.append(profile.last! + noise.next(9) - 4) }
    let offsets = (0..<80).map { _ in noise.next(100) }
    let waves = Image(width: 90, height: 80) { x, y in
      let level = UInt8(min(max(profile[x + offsets[y]], 0), 255))
      return Color(red: level, green: 255 - level, blue: level)
    }
    let plain = try AnimationFile(encode([waves]))
    let filters = try plain.filters(of: plain.frames[0])
    #expect(filters.allSatisfy { $0 == 0 })
  }

  // MARK: Streaming

  @Test func bytesComeAsFramesDo() throws {
    let frames = Animations.page(background: .white)
    var bytes: [UInt8] = []
    let writer = try AnimatedPNGWriter(width: 60, height: 40, frames: frames.count) { bytes += $0 }
    #expect(bytes.isEmpty)
    for (i, frame) in frames.enumerated() {
      let before = bytes.count
      try writer.add(frame, delay: (1, 25))
      #expect(bytes.count > before)
      #expect(writer.framesWritten == i + 1)
    }
    try writer.finish()
    let whole = try encode(frames)
    #expect(bytes == whole)
  }

  /// The bytes in all arrays that something holds.
  func bytesHeld(by value: Any) -> Int {
    if let array = value as? [UInt8] { return array.count }
    return Mirror(reflecting: value).children.reduce(0) { $0 + bytesHeld(by: $1.value) }
  }

  @Test func memoryDoesNotGrowWithFrames() throws {
    let frames = Animations.page(background: .white)
    let writer = try AnimatedPNGWriter(width: 60, height: 40, frames: 400) { _ in }
    var held: Set<Int> = []
    for i in 0..<400 {
      try writer.add(frames[i % frames.count], delay: (1, 25))
      held.insert(bytesHeld(by: writer))
    }
    // One frame, and nothing of its compression.
    #expect(held == [4 * 60 * 40])
    try writer.finish()
    #expect(bytesHeld(by: writer) == 0)
  }

  // MARK: Delays

  @Test(
    arguments: [
      (0, 0, 1), (1, 1, 1), (0.04, 1, 25), (1.0 / 60, 1, 60), (1001.0 / 30000, 1001, 30000),
      (2.5, 5, 2), (1.0 / 65535, 1, 65535), (65535, 65535, 1), (65534.7, 65535, 1), (1e-9, 0, 1),
    ] as [(Double, UInt16, UInt16)])
  func timesBecomeFractions(_ seconds: Double, _ numerator: UInt16, _ denominator: UInt16) throws {
    let delay = try AnimatedPNGWriter.delay(seconds: seconds)
    #expect(delay.numerator == numerator && delay.denominator == denominator)
  }

  @Test func fractionsAreNear() throws {
    var noise = Animations.Noise(state: 1)
    for _ in 0..<1000 {
      let seconds = Double(noise.next(3_000_000)) / 1e6
      let delay = try AnimatedPNGWriter.delay(seconds: seconds)
      #expect(abs(Double(delay.numerator) / Double(delay.denominator) - seconds) < 2e-5)
    }
  }

  @Test(arguments: [-1, .nan, .infinity, 65536, 1e300])
  func impossibleTimesAreErrors(_ seconds: Double) {
    #expect(throws: PNGError.self) { try AnimatedPNGWriter.delay(seconds: seconds) }
  }
}
