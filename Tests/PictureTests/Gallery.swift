import Basics
import Drawing
import Figures
import Foundation
import SVGWriter

/// The repository's own figures, as a test draws them.
enum Gallery {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("figures")

  /// The config is read once for each mode.
  static func renderer(text: SVGWriter.TextMode = .embedded) throws -> Renderer {
    try text == .embedded ? embedded.get() : outlines.get()
  }

  private static let embedded = Result { try makeRenderer(.embedded) }
  private static let outlines = Result { try makeRenderer(.outlines) }

  private static func makeRenderer(_ text: SVGWriter.TextMode) throws -> Renderer {
    let path = folder.appendingPathComponent("figures.yaml").path
    var options = Renderer.Options()
    options.text = text
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    return try Renderer(FigureFile(bytes, path: path), options: options)
  }

  /// The names of all pictures, light and dark.
  static let stems: [String] = ((try? renderer().pictures) ?? []).map(\.stem)

  /// A picture as a page, which is made once: without optimisation fits take long.
  static func drawing(_ stem: String) throws -> Drawing {
    if let known = drawings.with({ $0[stem] }) { return known }
    let renderer = try renderer()
    guard let picture = renderer.pictures.first(where: { $0.stem == stem }) else {
      throw FigureError("no picture \(stem)")
    }
    let drawing = try renderer.drawing(of: picture)
    drawings.with { $0[stem] = drawing }
    return drawing
  }

  private static let drawings = Locked<[String: Drawing]>([:])
}
