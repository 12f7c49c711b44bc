import Drawing
import Foundation
import PNG
import Rasterizer

/// Work on the page of `Page`: its pixels, and their PNG.
enum PageWork {
  static func rasterize(_ repetitions: Repetitions) throws {
    let drawing = try Page.drawing()
    let rasterizer = Rasterizer(scale: 1, threads: 1)
    try report(seconds: try repetitions.time { _ = try rasterizer.render(drawing) })
  }

  static func encode(_ repetitions: Repetitions, _ compression: PNGFile.Compression) throws {
    let image = try Rasterizer(scale: 1, threads: 1).render(try Page.drawing())
    var bytes: [UInt8] = []
    let seconds = try repetitions.time {
      bytes = try PNGFile.encode(image, compression: compression, threads: 2)
    }
    try report(seconds: seconds, bytes: bytes.count)
  }

  /// Writes the page, for peers that encode the same pixels and for readers who compare.
  static func write(to path: String) throws {
    let image = try Rasterizer(scale: 1, threads: 1).render(try Page.drawing())
    try Data(try PNGFile.encode(image)).write(to: URL(fileURLWithPath: path))
  }
}
