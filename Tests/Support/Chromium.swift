import Drawing
import Foundation
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
  public static func picture(
    of svg: [UInt8], width: Int, height: Int, scale: Int, with tool: Tool
  ) throws -> Image {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-chromium-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(svg).write(to: folder.appendingPathComponent("picture.svg"))
    let page = folder.appendingPathComponent("page.html")
    try Data(
      """
      <!doctype html><style>body{margin:0;background:#fff}img{display:block}</style>
      <img src="picture.svg">
      """.utf8
    ).write(to: page)
    let shot = folder.appendingPathComponent("shot.png")
    let result = try tool.run([
      "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
      "--user-data-dir=\(folder.path)/profile", "--force-device-scale-factor=\(scale)",
      "--force-color-profile=srgb", "--window-size=\(width),\(height)",
      "--screenshot=\(shot.path)", page.absoluteString,
    ])
    guard let bytes = try? Data(contentsOf: shot) else {
      throw ToolFailure("\(tool.path) took no screenshot: \(result.errors.suffix(400))")
    }
    return try PNG.decode([UInt8](bytes))
  }
}

/// A referee that did not do its work.
public struct ToolFailure: Error, CustomStringConvertible {
  /// What happened.
  public let description: String
  /// Describes the failure.
  public init(_ description: String) { self.description = description }
}
