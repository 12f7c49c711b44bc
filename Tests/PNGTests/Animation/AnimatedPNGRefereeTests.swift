import Drawing
import Foundation
import TestSupport
import Testing

@testable import PNG

/// Other decoders see the frames that were put in.
@Suite struct AnimatedPNGRefereeTests {
  /// A Python that has Pillow: the first on the search path, or the system's, for which packages are.
  static let pillow = [Tool("python3"), Tool(path: "/usr/bin/python3")].compactMap { $0 }
    .first { (try? $0.run(["-c", "from PIL import features"]))?.status == 0 }
  static let ffmpeg = Tool("ffmpeg")

  /// Runs a test on a file that holds the animation.
  func withFile(_ frames: [Image], _ body: (URL) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-\(UUID().uuidString).png")
    defer { try? FileManager.default.removeItem(at: url) }
    let bytes = try PNGFile.encode(
      animation: frames.enumerated().map {
        ($1, $0 == frames.count - 1 ? (2, 1) : (1, 25))
      })
    try Data(bytes).write(to: url)
    try body(url)
  }

  /// Compares raw pixels, frame after frame.
  func expect(_ output: Data, toBe frames: [Image]) {
    let size = frames[0].pixels.count
    #expect(output.count == size * frames.count)
    for (i, frame) in frames.enumerated() where output.count >= size * (i + 1) {
      let matches = frame.pixels.elementsEqual(output[size * i..<size * (i + 1)])
      #expect(matches, "frame \(i + 1) differs")
    }
  }

  @Test(
    .enabled(if: pillow != nil, "Pillow is not installed"),
    arguments: Animations.all.keys.sorted())
  func pillowAgrees(_ name: String) throws {
    let frames = try #require(Animations.all[name])
    try withFile(frames) { url in
      let script = """
        import sys
        from PIL import Image
        image = Image.open(sys.argv[1])
        for i in range(getattr(image, "n_frames", 1)):
            image.seek(i)
            sys.stdout.buffer.write(image.convert("RGBA").tobytes())
            print(image.info.get("duration"), file=sys.stderr)
        """
      let result = try Self.pillow!.run(["-c", script, url.path])
      #expect(result.status == 0, "\(result.errors)")
      expect(result.output, toBe: frames)
      if frames.count > 1 {
        let times = result.errors.split(separator: "\n").compactMap { Double($0) }
        #expect(
          times == Array(repeating: 40, count: frames.count - 1) + [2000], "\(result.errors)")
      }
    }
  }

  @Test(
    .enabled(if: ffmpeg != nil, "ffmpeg is not installed"),
    arguments: Animations.all.keys.sorted())
  func ffmpegAgrees(_ name: String) throws {
    let frames = try #require(Animations.all[name])
    try withFile(frames) { url in
      let result = try Self.ffmpeg!.run([
        "-v", "error", "-nostdin", "-f", "apng", "-i", url.path, "-fps_mode", "passthrough",
        "-f", "rawvideo", "-pix_fmt", "rgba", "-",
      ])
      #expect(result.status == 0, "\(result.errors)")
      expect(result.output, toBe: frames)
    }
  }
}
