import Drawing
import Figures
import Plotting

/// A picture with its words, in one look or in a light and a dark one, still or in frames.
public struct Picture: Sendable {
  /// The name of its files: letters, digits, `-`, `_` and `.`; no other picture of the report has it.
  public var name: String
  /// The line above it, in markup; nil if the section's heading says enough.
  public var title: String?
  /// The paragraph below it, in markup.
  public var caption: String?
  /// What a reader who does not see it should know.
  public var alternativeText: String
  /// The looks: one, or a light and a dark one; each with as many frames, at least one.
  public var looks: [[Drawing]]
  /// What each frame shows; empty for a still picture.
  public var frameNames: [String]

  /// Describes a picture.
  public init(
    name: String, title: String? = nil, caption: String? = nil, alternativeText: String,
    looks: [[Drawing]], frameNames: [String] = []
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    self.alternativeText = alternativeText
    self.looks = looks
    self.frameNames = frameNames
  }

  /// A figure of a config.
  public init(_ pages: FigurePages) {
    self.init(
      name: pages.name, title: pages.title, caption: pages.caption,
      alternativeText: pages.alternativeText, looks: pages.looks, frameNames: pages.frameNames)
  }

  /// A plot, drawn in looks.
  /// - Throws: `PlotError` if it cannot be drawn.
  public init(
    _ figure: Figure, title: String? = nil, caption: String? = nil, in themes: [Theme],
    _ typesetter: Typesetter
  ) throws {
    self.init(
      name: figure.name, title: title, caption: caption, alternativeText: figure.alternativeText,
      looks: try themes.map { [try figure.drawing(in: $0, typesetter: typesetter)] })
  }

  /// The last frames, as what does not move shows them.
  var stills: [Drawing] { looks.compactMap(\.last) }
}

/// Rows and columns of short texts.
public struct Table: Hashable, Sendable {
  /// What the table shows, in markup.
  public var caption: String?
  /// The names of the columns, in markup.
  public var columns: [String]
  /// The rows, each with as many cells as there are columns, in markup. The first cell names the row.
  public var rows: [[String]]

  /// Describes a table.
  public init(caption: String? = nil, columns: [String], rows: [[String]]) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
  }
}
