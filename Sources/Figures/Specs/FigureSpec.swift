import Config
import Plotting

/// A figure as a config declares it.
public struct FigureSpec: Sendable {
  /// The figure's name, which is that of its files.
  public var name: String
  /// The title, in markup.
  public var title: String?
  /// The caption, in markup.
  public var caption: String?
  /// The alternative text.
  public var alternativeText: String
  var panels: [PanelSpec]
  var columns: Int?
  var width: Double
  var height: Double?
  var aspect: Double
  var sharesX: Bool
  var sharesY: Bool
  /// What the figure says and refers to, in a canonical form.
  var canonical: String
  /// The data sets that it shows or that its fits are made of.
  var data: Set<String> = []
  /// The fits that it shows, or whose results it tells.
  var fits: Set<String> = []
  /// Whether its text or numbers are those that a fit has found.
  var hasResults = false
  /// Where it is declared.
  var place: ConfigNode.Place
  /// What makes it move; nil for a still picture, and for one frame of one that moves.
  public var frames: FramesSpec?
  /// What it was decoded from, to be decoded again for each frame.
  let node: ConfigNode

  init?(_ name: String, _ node: ConfigNode, _ decoder: Decoder, _ scope: Scope) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    self.name = name
    self.node = node
    place = node.place
    // A frame knows what moves it.
    frames =
      decoder.frame.isEmpty ? fields.fields("frames").flatMap { FramesSpec($0, scope) } : nil
    let outside = (decoder.names, decoder.frame)
    defer { (decoder.names, decoder.frame) = outside }
    if let frames { decoder.frame = frames.names }
    for (name, value) in decoder.frame { decoder.names.define(name, value) }
    title = fields.markup("title")
    caption = fields.markup("caption")
    alternativeText = fields.string("alt") ?? ""
    columns = fields.integer("columns", in: 1...20)
    width = fields.orDefault { Self.length("width", $0) }
    height = Self.length("height", fields)
    aspect = fields.orDefault { $0.positive("aspect") }
    let share = fields.fields("share")
    sharesX = share?.bool("x") ?? false
    sharesY = share?.bool("y") ?? false
    canonical = decoder.frame.isEmpty || frames != nil ? node.canonical : ""
    panels = []
    if let list = fields.value("panels") {
      let nodes = decoder.list(list)
      if nodes.isEmpty { decoder.fail(list.place, "a figure needs at least one panel") }
      if nodes.count > 100 { decoder.fail(list.place, "a figure has room for at most 100 panels") }
      panels = nodes.compactMap { PanelSpec($0, decoder, scope) }
    }
  }

  /// A side of the page, in points.
  private static func length(_ key: String, _ fields: Fields) -> Double? {
    guard let value = fields.number(key) else { return nil }
    if value >= 1, value <= 20_000 { return value }
    fields.fail(key, "'\(key)' must lie between 1 and 20000 points")
    return nil
  }

  static let spec = ObjectSpec(
    "a figure", "One picture: panels, a title, a caption.",
    [
      .init("title", .markup, "The line above the panels."),
      .init("caption", .markup, "The paragraph below the panels."),
      .init(
        "alt", .string, "Alternative text: what a reader who does not see the picture should know."),
      .init(
        "panels", .list(.object { PanelSpec.spec }), "The panels, row by row.", required: true),
      .init("columns", .integer, "How many panels stand side by side."),
      .init("width", .number, "The width of the page in points.", default: "800"),
      .init(
        "height", .number, "The height of the page in points; follows from aspect unless given."),
      .init("aspect", .number, "The width of a frame divided by its height.", default: "1.3"),
      .init("frames", .object { FramesSpec.spec }, "What makes the figure move."),
      .init("share", .object { shareSpec }, "Whether panels show the same values along x or y."),
    ])

  private static let shareSpec = ObjectSpec(
    "shared axes", "Whether panels show the same values.",
    [
      .init("x", .bool, "Along x."), .init("y", .bool, "Along y."),
    ])
}
