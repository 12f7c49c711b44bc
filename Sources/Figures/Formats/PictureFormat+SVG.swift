import SVGWriter

extension PictureFormat {
  /// Scalable Vector Graphics.
  public static let svg = PictureFormat("svg", isRaster: false) { settings in
    let writer = svgWriter(settings)
    return { try writer.write($0) }
  }

  /// What writes SVG.
  static func svgWriter(_ settings: Settings) -> SVGWriter {
    SVGWriter(text: settings.text, threads: settings.threads)
  }
}
