import Drawing
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A video or a GIF, encoded by ffmpeg: raw frames go through a pipe, none is written to disk.
final class VideoEncoder {
  private let process: PipedProcess
  private let program: String
  /// The file as ffmpeg calls it.
  private let target: String

  /// What ffmpeg makes of the frames.
  enum Product {
    case video(FramesSpec.Output)
    /// The colours that suit all frames, for a GIF.
    case palette
    /// A GIF in the colours of a file. Were they found in the same pass, all frames would wait for them in memory.
    case gif(palette: String)
  }

  /// Starts ffmpeg.
  /// - Throws: `FigureError` that says how to get ffmpeg if it is missing, or why it cannot be started.
  init(
    _ product: Product, width: Int, height: Int, rate: Double, to path: String,
    pending: PendingFiles
  ) throws {
    guard let program = Self.find("ffmpeg") else {
      throw FigureError(
        "\(Self.name(of: product)) needs ffmpeg, which is not installed; install it (apt-get install ffmpeg, "
          + "or brew install ffmpeg), or write apng or svg, which need nothing")
    }
    self.program = program
    // A path that begins with a dash or with a protocol's name is a path all the same.
    target = "file:\(path)"
    var source = [
      "-hide_banner", "-loglevel", "level+error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s",
      "\(width)x\(height)", "-framerate", "\(rate)", "-i", "-",
    ]
    if case .gif(let palette) = product { source += ["-f", "png_pipe", "-i", "file:\(palette)"] }
    source += ["-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
    do {
      process = try PipedProcess(
        program, source + Self.arguments(product) + [target], pending: pending)
    } catch let refusal as PipedProcess.Refusal {
      throw FigureError("cannot start \(program): \(refusal.reason)")
    }
  }

  private static func name(of product: Product) -> String {
    if case .video(let output) = product { output.rawValue } else { FramesSpec.Output.gif.rawValue }
  }

  private static func arguments(_ product: Product) -> [String] {
    // Video codecs halve the colours' resolution, and so need even sizes.
    let even = "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white,format=yuv420p"
    switch product {
    case .video(.mp4):
      return [
        "-vf", even, "-c:v", "libx264", "-crf", "16", "-preset", "medium", "-threads", "1",
        "-movflags", "+faststart", "-f", "mp4",
      ]
    case .video:
      return [
        "-vf", even, "-c:v", "libvpx-vp9", "-crf", "24", "-b:v", "0", "-threads", "1", "-f", "webm",
      ]
    case .palette:
      return ["-vf", "palettegen=stats_mode=full", "-c:v", "png", "-f", "image2pipe"]
    case .gif:
      // One palette for all frames, and no dither: figures are flat, and a white page stays white.
      return [
        "-filter_complex", "[0:v][1:v]paletteuse=dither=none", "-loop", "0", "-f", "gif",
      ]
    }
  }

  /// Hands a frame over.
  func add(_ image: Image) throws {
    do {
      try process.write(image.pixels)
    } catch is PipedProcess.Closed {
      let end = process.finish()
      throw failure(end.said)
    } catch let refusal as PipedProcess.Refusal {
      throw FigureError("cannot write to \(program): \(refusal.reason)")
    }
  }

  /// Waits for the file to be finished. That ffmpeg ends well says little: on a full disk it does, too, having
  /// said that it could not write.
  func finish() throws {
    let end = process.finish()
    guard end.status == 0, Self.complaints(end.said).isEmpty else { throw failure(end.said) }
  }

  /// Ends ffmpeg before it is done.
  func cancel() { process.cancel() }

  private func failure(_ said: String) -> FigureError {
    let complaints = Self.complaints(said)
    let last = complaints.isEmpty ? said.split(separator: "\n").map(String.init) : complaints
    // Nobody knows the temporary file's name.
    let words = last.suffix(3).joined(separator: "; ").replacing(target, with: "the video")
    return FigureError("\(program) failed" + (words.isEmpty ? "" : ": \(words)"))
  }

  /// What ffmpeg itself calls an error; other libraries say things on the same stream.
  static func complaints(_ said: String) -> [String] {
    let kinds = ["[error] ", "[fatal] ", "[panic] "]
    return said.split(separator: "\n").compactMap { line in
      kinds.contains { line.contains($0) }
        ? kinds.reduce(String(line)) { $0.replacing($1, with: "") } : nil
    }
  }

  private static func find(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }.first {
      access($0, X_OK) == 0
    }
  }
}
