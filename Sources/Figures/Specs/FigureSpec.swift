import Config
import Plotting

/// A figure as a config declares it.
public struct FigureSpec: Sendable {
  /// The figure's name, which is that of its files.
  public let name: String
  private let titleText, captionText, alternative: Template?
  let panels: [PanelSpec]
  private let columns: Int?
  private let width: Double
  private let height: Double?
  private let aspect: Double
  /// Whether a unit of x is as long as one of y.
  private let hasEqualUnits: Bool
  private let legend: Figure.Legend
  private let sharesX, sharesY: Bool
  /// What makes it move; nil for a still picture.
  public internal(set) var frames: FramesSpec?
  /// Where it is declared.
  let place: ConfigNode.Place
  /// What the figure says and refers to, in a canonical form.
  var canonical: String
  /// The data sets that it shows or that its fits are made of.
  var data: Set<String> = []
  /// The fits that it shows, or whose results it tells.
  var fits: Set<String> = []
  /// The fits whose results are among its numbers and texts.
  var results: Set<String> = []
  /// What changes from frame to frame.
  var moving = Uses()

  /// A figure of a plot, and where in the config the marks of each panel come from.
  struct Made {
    var figure: Figure
    var places: [[ConfigNode.Place]]
  }

  /// The title as the config has it, in markup.
  public var title: String? { titleText?.written }
  /// The caption as the config has it, in markup.
  public var caption: String? { captionText?.written }
  /// The alternative text as the config has it.
  public var alternativeText: String { alternative?.written ?? "" }

  /// Whether all is there that it is made from.
  func isReady(_ evaluation: Evaluation) -> Bool { evaluation.has(data: data, fits: fits) }

  /// The figure at a moment.
  /// - Parameter hasWords: whether title and caption are drawn.
  /// - Throws: every mistake of its parts.
  func made(at moment: Moment, hasWords: Bool, _ text: ConfigText) throws(ConfigError) -> Made {
    var mistakes = Mistakes()
    let words = mistakes.taking { () throws(ConfigError) in try self.words(at: moment) }
    var made: [PanelSpec.Made] = []
    for panel in panels {
      mistakes.taking { () throws(ConfigError) in
        made.append(try panel.made(at: moment, text, hasEqualUnits: hasEqualUnits))
      }
    }
    guard mistakes.isEmpty, let words else { throw mistakes.error }
    let figure = Figure(
      name: name, title: hasWords ? words.title : nil, caption: hasWords ? words.caption : nil,
      alternativeText: words.alternativeText, panels: made.map(\.panel), columns: columns,
      width: width, height: height, aspect: aspect, sharesX: sharesX, sharesY: sharesY,
      legend: legend)
    return Made(figure: figure, places: made.map(\.places))
  }

  /// What it says beside its panels.
  typealias Words = (title: String?, caption: String?, alternativeText: String)

  /// What it says beside its panels at a moment.
  func words(at moment: Moment) throws(ConfigError) -> Words {
    (
      try titleText?.text(in: moment.names), try captionText?.text(in: moment.names),
      try alternative?.text(in: moment.names) ?? ""
    )
  }

  init?(_ name: String, _ node: ConfigNode, _ decoder: Decoder, _ scope: Scope) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    self.name = name
    place = node.place
    canonical = node.canonical
    frames = fields.fields("frames").flatMap { FramesSpec($0, scope) }
    let outside = decoder.names
    defer { decoder.names = outside }
    for name in frames?.names ?? [] { decoder.names.promise(name) }
    titleText = fields.markup("title")
    captionText = fields.markup("caption")
    alternative = fields.text("alt")
    columns = fields.integer("columns", in: 1...20)
    let length = Bounds.between(1, 20_000, "points")
    width = fields.orDefault { $0.constant("width", length) }
    height = fields.constant("height", length)
    hasEqualUnits = fields.value("aspect")?.text == "equal"
    aspect = hasEqualUnits ? 1 : fields.orDefault { $0.constant("aspect", .positive) }
    switch fields.choice("legend") {
    case "figure": legend = .figure
    case "panels": legend = .panels
    default: legend = .automatic
    }
    if fields.has("height") { fields.refuse("aspect", because: "it follows from width and height") }
    let share = fields.fields("share")
    sharesX = share?.bool("x") ?? false
    sharesY = share?.bool("y") ?? false
    guard let list = fields.value("panels") else {
      panels = []
      return
    }
    let nodes = decoder.list(list)
    if nodes.isEmpty { decoder.fail(list.place, "a figure needs at least one panel") }
    if nodes.count > 100 { decoder.fail(list.place, "a figure has room for at most 100 panels") }
    panels = nodes.compactMap { PanelSpec($0, decoder, scope) }
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
      .init(
        "aspect", .either([.choice(["equal"]), .number]),
        "The width of a frame divided by its height; equal for units of one length along x and y.",
        default: "1.3"),
      .init(
        "legend", .choice(["figure", "panels"]),
        "One legend above all panels or one in each; unless given one where all would say the same."
      ),
      .init("frames", .object { FramesSpec.spec }, "What makes the figure move."),
      .init("share", .object { shareSpec }, "Whether panels show the same values along x or y."),
    ])

  private static let shareSpec = ObjectSpec(
    "shared axes", "Whether panels show the same values.",
    [
      .init("x", .bool, "Along x."), .init("y", .bool, "Along y."),
    ])
}
