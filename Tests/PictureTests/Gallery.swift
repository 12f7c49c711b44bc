import Drawing
import Figures
import Foundation
import SVGWriter

/// The repository's own figures, as a test draws them.
enum Gallery {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("figures")

  static func renderer(text: SVGWriter.TextMode? = nil) throws -> Renderer {
    let path = folder.appendingPathComponent("figures.yaml").path
    var options = Renderer.Options()
    options.text = text
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    return try Renderer(FigureFile(bytes, path: path), options: options)
  }

  /// The names of all pictures, light and dark.
  static let stems: [String] = ((try? renderer().pictures) ?? []).map(\.stem)

  static func picture(_ stem: String, _ renderer: Renderer) throws -> Drawing {
    guard let picture = renderer.pictures.first(where: { $0.stem == stem }) else {
      throw FigureError("no picture \(stem)")
    }
    return try renderer.drawing(of: picture)
  }
}
