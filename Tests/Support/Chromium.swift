import Drawing
import Foundation
import PNG
import Rasterizer

/// Headless Chromium as a referee of SVG.
public enum Chromium {
  /// The browser; nil if none is installed.
  public static var tool: Tool? {
    Tool("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
  }

  /// An SVG as the browser shows it in an `<img>`, where it may load nothing.
  /// - Parameters:
  ///   - svg: the file's bytes.
  ///   - width: the image's width in CSS pixels.
  ///   - height: the image's height in CSS pixels.
  ///   - scale: device pixels per CSS pixel.
  ///   - tool: the browser.
  ///   - options: more options of its command line.
  public static func picture(
    of svg: [UInt8], width: Int, height: Int, scale: Int, with tool: Tool, options: [String] = []
  ) throws -> Image {
    let page = """
      <!doctype html><style>body{margin:0;background:#fff}img{display:block}</style>
      <img src="picture.svg">
      """
    return try screenshot(
      page, svg, width: width, height: height, scale: scale, tool, options: options)
  }

  /// A moment of an animated SVG: pasted into a page, its animations stopped at a time.
  /// - Parameter milliseconds: the time since the start of the animation.
  public static func moment(
    _ milliseconds: Int, of svg: Data, width: Int, height: Int, with tool: Tool
  ) throws -> Image {
    // Animations inside an `<img>` are out of a script's reach; the markup is the same when pasted.
    let page = """
      <!doctype html><style>body{margin:0;background:#fff}svg{display:block}</style>
      \(String(decoding: svg, as: UTF8.self))
      <script>document.getAnimations().forEach(a => { a.pause(); a.currentTime = \(milliseconds) })</script>
      """
    return try screenshot(page, [], width: width, height: height, scale: 1, tool, options: [])
  }

  private static func screenshot(
    _ html: String, _ svg: [UInt8], width: Int, height: Int, scale: Int, _ tool: Tool,
    options: [String]
  ) throws -> Image {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-chromium-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(svg).write(to: folder.appendingPathComponent("picture.svg"))
    let page = folder.appendingPathComponent("page.html")
    try Data(html.utf8).write(to: page)
    let shot = folder.appendingPathComponent("shot.png")
    let result = try tool.run(
      options + [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--user-data-dir=\(folder.path)/profile", "--force-device-scale-factor=\(scale)",
        "--force-color-profile=srgb", "--window-size=\(width),\(height)",
        "--screenshot=\(shot.path)", page.absoluteString,
      ])
    guard let bytes = try? Data(contentsOf: shot) else {
      throw ToolFailure("\(tool.path) took no screenshot: \(result.errors.suffix(400))")
    }
    return try PNGFile.decode([UInt8](bytes))
  }
}

/// A referee that did not do its work.
public struct ToolFailure: Error, CustomStringConvertible {
  /// What happened.
  public let description: String
  /// Describes the failure.
  public init(_ description: String) { self.description = description }
}
