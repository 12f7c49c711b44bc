import Config
import Drawing
import Plotting

/// Draws a figure of a config in a look, at one moment or another.
struct FigurePainter: Sendable {
  let figure: FigureSpec
  let theme: Theme
  let typesetter: Typesetter
  /// Whether title and caption are drawn.
  let hasWords: Bool
  let source: ConfigText

  /// The figure's marks at a moment.
  func made(at moment: Moment) throws(ConfigError) -> FigureSpec.Made {
    try figure.made(at: moment, hasWords: hasWords, source)
  }

  /// A page.
  func page(at moment: Moment) throws(ConfigError) -> Drawing {
    let made = try made(at: moment)
    do throws(PlotError) {
      return try made.figure.drawing(in: theme, typesetter: typesetter)
    } catch {
      throw explain(error, at: moment)
    }
  }

  /// What cannot be drawn at a moment, at the place of the mark, panel or figure.
  func explain(_ error: PlotError, at moment: Moment?) -> ConfigError {
    var place = figure.place
    if let panel = error.panel, figure.panels.indices.contains(panel) {
      place = figure.panels[panel].place
      let marks = moment.flatMap { try? made(at: $0).places[panel] } ?? []
      if let mark = error.mark, marks.indices.contains(mark) { place = marks[mark] }
    }
    return source.error(place, "the figure '\(figure.name)' cannot be drawn: \(error.message)")
  }
}
