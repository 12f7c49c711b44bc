import Drawing
import Testing

@testable import PNG

/// What callers and disks can do wrong.
@Suite struct AnimatedPNGMistakeTests {
  let white = Image(width: 5, height: 4) { _, _ in .white }
  let black = Image(width: 5, height: 4) { _, _ in .black }

  @Test(arguments: [0, -1, 1 << 31, .max, .min])
  func numbersOfFramesAreChecked(_ frames: Int) {
    #expect(throws: PNGError.self) {
      try AnimatedPNGWriter(width: 5, height: 4, frames: frames) { _ in }
    }
  }

  @Test func noFramesAreAnError() {
    #expect(throws: PNGError.self) { try PNGFile.encode(animation: []) }
  }

  @Test(arguments: [(0, 4), (5, 0), (-5, 4), (1_000_001, 1), (1 << 15, 1 << 15), (.max, .max)])
  func sizesAreChecked(_ width: Int, _ height: Int) {
    #expect(throws: PNGError.self) {
      try AnimatedPNGWriter(width: width, height: height, frames: 2) { _ in }
    }
  }

  @Test(arguments: [-1, 1 << 31, .max])
  func loopsAreChecked(_ loops: Int) {
    #expect(throws: PNGError.self) {
      try AnimatedPNGWriter(width: 5, height: 4, frames: 2, loops: loops) { _ in }
    }
  }

  @Test func framesThatAreMissingAreToldOf() throws {
    var bytes: [UInt8] = []
    let writer = try AnimatedPNGWriter(width: 5, height: 4, frames: 2) { bytes += $0 }
    try writer.add(white, delay: (1, 2))
    #expect(
      throws: PNGError(
        "the animation was announced with 2 frames and has 1; add the others, or announce 1")
    ) {
      try writer.finish()
    }
    // It can still be made whole.
    try writer.add(black, delay: (1, 2))
    try writer.finish()
    #expect(try AnimationFile(bytes).pictures() == [white, black])
  }

  @Test func framesTooManyAreRefused() throws {
    var bytes: [UInt8] = []
    let writer = try AnimatedPNGWriter(width: 5, height: 4, frames: 1) { bytes += $0 }
    try writer.add(white, delay: (1, 2))
    let count = bytes.count
    #expect(throws: PNGError.self) { try writer.add(black, delay: (1, 2)) }
    #expect(bytes.count == count)
    try writer.finish()
    #expect(throws: PNGError.self) { try writer.add(black, delay: (1, 2)) }
    #expect(throws: PNGError.self) { try writer.finish() }
    #expect(try AnimationFile(bytes).pictures() == [white])
  }

  @Test func framesOfAnotherSizeAreRefused() throws {
    var bytes: [UInt8] = []
    let writer = try AnimatedPNGWriter(width: 5, height: 4, frames: 1) { bytes += $0 }
    let turned = Image(width: 4, height: 5) { _, _ in .white }
    do {
      try writer.add(turned, delay: (1, 2))
      Issue.record("a frame of another size was taken")
    } catch {
      #expect("\(error)".contains("frame 1 has 4 × 5 pixels"))
      #expect("\(error)".contains("same size"))
    }
    #expect(throws: PNGError.self) { try writer.add(white, delay: (1, 0)) }
    #expect(bytes.isEmpty)
    try writer.add(white, delay: (65535, 65535))
    try writer.finish()
    #expect(try AnimationFile(bytes).pictures() == [white])
    #expect(throws: PNGError.self) {
      try PNGFile.encode(animation: [(white, (1, 2)), (turned, (1, 2))])
    }
  }

  struct DiskFull: Error {}

  @Test func errorsOfTheSinkEndTheFile() throws {
    for room in 0..<9 {
      var chunks = 0
      let writer = try AnimatedPNGWriter(width: 5, height: 4, frames: 2) { _ in
        if chunks == room { throw DiskFull() }
        chunks += 1
      }
      #expect(throws: DiskFull.self) {
        try writer.add(white, delay: (1, 2))
        try writer.add(black, delay: (1, 2))
        try writer.finish()
      }
      #expect(throws: PNGError.self) { try writer.add(black, delay: (1, 2)) }
      #expect(throws: PNGError.self) { try writer.finish() }
    }
  }
}
