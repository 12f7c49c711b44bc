import Drawing
import Foundation

/// A video or a GIF, encoded by ffmpeg: raw frames go through a pipe, none is written to disk.
final class VideoEncoder {
  private let process = Process()
  private let input = Pipe()
  private let errors: URL
  private let program: String

  /// Starts ffmpeg.
  /// - Throws: `FigureError` that says how to get ffmpeg if it is missing.
  init(
    _ output: FramesSpec.Output, width: Int, height: Int, rate: Double, to path: String
  ) throws {
    guard let program = Self.find("ffmpeg") else {
      throw FigureError(
        "\(output.rawValue) needs ffmpeg, which is not installed; install it (apt-get install ffmpeg, "
          + "or brew install ffmpeg), or write apng or svg, which need nothing")
    }
    self.program = program
    errors = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-ffmpeg-\(getpid())-\(UUID().uuidString).log")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let source = [
      "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s",
      "\(width)x\(height)", "-framerate", "\(rate)", "-i", "-", "-an", "-map_metadata", "-1",
      "-fflags", "+bitexact", "-flags:v", "+bitexact",
    ]
    // Video codecs halve the colours' resolution, and so need even sizes.
    let even = "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white,format=yuv420p"
    let target: [String] =
      switch output {
      case .mp4:
        [
          "-vf", even, "-c:v", "libx264", "-crf", "16", "-preset", "medium", "-threads", "1",
          "-movflags", "+faststart", "-f", "mp4",
        ]
      case .webm:
        [
          "-vf", even, "-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0", "-threads", "1", "-f",
          "webm",
        ]
      default:
        // One palette for all frames, and no dither: figures are flat, and a white page stays white.
        [
          "-filter_complex",
          "[0:v]split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none", "-loop",
          "0", "-f", "gif",
        ]
      }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = source + target + [path]
    process.standardInput = input
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: errors)
    do {
      try process.run()
    } catch {
      throw FigureError("cannot start \(program): \(error.localizedDescription)")
    }
  }

  /// Hands a frame over.
  func add(_ image: Image) throws {
    do {
      try input.fileHandleForWriting.write(contentsOf: Data(image.pixels))
    } catch {
      throw failure()
    }
  }

  /// Waits for the file to be finished.
  func finish() throws {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: errors) }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw failure()
    }
  }

  /// Ends ffmpeg before it is done.
  func cancel() {
    try? input.fileHandleForWriting.close()
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: errors)
  }

  private func failure() -> FigureError {
    let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    let last = said.split(separator: "\n").suffix(3).joined(separator: "; ")
    return FigureError("\(program) failed" + (last.isEmpty ? "" : ": \(last)"))
  }

  private static func find(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first {
      access($0, X_OK) == 0
    }
  }
}
