import Drawing

/// What every part of a figure is drawn with: the look and the faces.
public struct PlotContext: Sendable {
  /// Colours, sizes and widths.
  public let theme: Theme
  /// The faces, and how text is laid out in them.
  public let typesetter: Typesetter
  /// Whether labels leave room for leaders although none is needed: so they stand still while what they name
  /// moves.
  var keepsLeaders = false

  /// Makes a context.
  public init(theme: Theme, typesetter: Typesetter) {
    self.theme = theme
    self.typesetter = typesetter
  }

  /// Lays out a line of markup.
  /// - Throws: `PlotError` that quotes the markup.
  public func line(
    _ markup: String, size: Double, weight: Typesetter.Weight = .regular
  ) throws(PlotError) -> TextLine {
    do {
      return try typesetter.line(markup, size: size, weight: weight)
    } catch {
      throw PlotError("\(error)", markup: markup)
    }
  }

  /// Lays out a paragraph of markup in lines of at most `width` points.
  /// - Throws: `PlotError` that quotes the markup.
  public func paragraph(
    _ markup: String, size: Double, weight: Typesetter.Weight = .regular, width: Double
  ) throws(PlotError) -> [TextLine] {
    do {
      return try typesetter.paragraph(markup, size: size, weight: weight, width: width)
    } catch {
      throw PlotError("\(error)", markup: markup)
    }
  }
}
