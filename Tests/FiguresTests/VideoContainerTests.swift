import Foundation
import TestSupport
import Testing

@testable import Figures

/// A video is believed only if it is closed and has all its frames.
@Suite(
  "Videos read back", .enabled(if: Tool("ffmpeg") != nil, "ffmpeg is not installed"))
struct VideoContainerTests {
  private static let codecs: [(FramesSpec.Output, [String])] = [
    (.mp4, ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4"]),
    (.mp4, ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mp4"]),
    (.webm, ["-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "40", "-f", "webm"]),
    (.gif, ["-f", "gif"]),
  ]

  @Test(arguments: codecs)
  func readsBack(output: FramesSpec.Output, options: [String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-video-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let whole = folder.appendingPathComponent("whole").path
    let ffmpeg = try #require(Tool("ffmpeg"))
    let made = try ffmpeg.run(
      [
        "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10", "-frames:v", "40",
      ] + options + [whole])
    try #require(made.status == 0, "\(made.errors)")
    try VideoContainer.check(whole, output, frames: 40)
    for wrong in [0, 39, 41] {
      #expect(throws: FigureError.self) {
        try VideoContainer.check(whole, output, frames: wrong)
      }
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: whole))
    let other = folder.appendingPathComponent("other")
    func refused(_ bytes: Data) throws -> Bool {
      try bytes.write(to: other)
      do {
        try VideoContainer.check(other.path, output, frames: 40)
        return false
      } catch {
        return true
      }
    }
    let cuts = Set(stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)))
      .union((bytes.count - 40)..<bytes.count).union(0..<40)
    for cut in cuts { #expect(try refused(bytes.prefix(cut)), "\(cut) of \(bytes.count) bytes") }
    #expect(try refused(bytes + [0]))
    #expect(try refused(Data(repeating: 0, count: bytes.count)))
    #expect(try refused(Data(repeating: 0xFF, count: bytes.count)))
    // Any byte may be anything: it is refused or not, and read to an end.
    for at in stride(from: 0, to: min(bytes.count, 4000), by: 7) {
      var wrong = bytes
      wrong[at] ^= 0xFF
      _ = try refused(wrong)
    }
  }

  @Test(arguments: [FramesSpec.Output.mp4, .webm, .gif])
  func whatIsNoFile(output: FramesSpec.Output) throws {
    for path in ["/dev/null", "/dev/zero", "/nowhere", "/tmp"] {
      #expect(throws: FigureError.self) { try VideoContainer.check(path, output, frames: 1) }
    }
  }
}
