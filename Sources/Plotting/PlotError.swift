import Drawing

/// Why a plot cannot be drawn, and where in the figure the cause stands.
public struct PlotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what would mend it.
  public var message: String
  /// The number of the panel, from 0, if the cause lies in one.
  public var panel: Int?
  /// The number of the mark in its panel, from 0, if the cause lies in one.
  public var mark: Int?
  /// The piece of markup at fault, if it is one.
  public var markup: String?

  /// Describes a fault.
  public init(_ message: String, panel: Int? = nil, mark: Int? = nil, markup: String? = nil) {
    self.message = message
    self.panel = panel
    self.mark = mark
    self.markup = markup
  }

  /// The place and the message.
  public var description: String {
    var place: [String] = []
    if let panel { place.append("panel \(panel + 1)") }
    if let mark { place.append("mark \(mark + 1)") }
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + message
  }
}
