import Drawing
import Foundation
import PNG
import Rasterizer
import Testing

/// Pictures that were looked at and found right, and that a change must not alter unseen.
public enum Golden {
  /// The folder of golden pictures, found from this file's place in the sources.
  public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Golden")

  /// Whether pictures are to be written instead of compared.
  public static var isUpdating: Bool {
    ProcessInfo.processInfo.environment["RHO_UPDATE_GOLDEN"] == "1"
  }

  /// Compares a drawing's pixels with those of `Golden/<name>.png`.
  ///
  /// Where they differ, `<name>-changed.png` and `<name>-diff.png` are left beside it to be looked at.
  public static func expect(
    _ drawing: Drawing, is name: String, scale: Double = 1,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let image = try Rasterizer(scale: scale).render(drawing)
    try expect(image, is: name, at: location)
  }

  /// Compares an image's pixels with those of `Golden/<name>.png`.
  public static func expect(
    _ image: Image, is name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent("\(name).png")
    let changed = folder.appendingPathComponent("\(name)-changed.png")
    let diff = folder.appendingPathComponent("\(name)-diff.png")
    func write(_ image: Image, _ url: URL) throws { try Data(PNGFile.encode(image)).write(to: url) }
    for old in [changed, diff] { try? FileManager.default.removeItem(at: old) }
    if isUpdating {
      if let old = try? PNGFile.decode([UInt8](Data(contentsOf: file))), old == image { return }
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try write(image, file)
      return
    }
    guard let bytes = try? Data(contentsOf: file) else {
      try write(image, changed)
      Issue.record(
        "there is no golden picture \(name).png; look at \(name)-changed.png, then `make golden`",
        sourceLocation: location)
      return
    }
    let golden = try PNGFile.decode([UInt8](bytes))
    guard golden != image else { return }
    try write(image, changed)
    let what: String
    if let comparison = Comparison(golden, image, tolerance: 0, radius: 0) {
      try write(comparison.picture, diff)
      what = "\(comparison.disagreeing) pixels differ; see \(name)-changed.png and \(name)-diff.png"
    } else {
      what =
        "it is \(image.width) × \(image.height), not \(golden.width) × \(golden.height); "
        + "see \(name)-changed.png"
    }
    Issue.record(
      "\(name).png is not what is drawn now: \(what); `make golden` accepts the new pictures",
      sourceLocation: location)
  }
}
