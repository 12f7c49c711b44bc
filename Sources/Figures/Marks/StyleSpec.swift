import Config
import Drawing
import Plotting

/// How a line looks, as a config declares it.
struct StyleSpec: Sendable {
  /// Dashes and gaps in points.
  enum Dash: Sendable {
    /// Those of a style of ours; none for a solid line.
    case pattern([Double])
    case lengths([Number])

    func lengths(in names: Names) throws(ConfigError) -> [Double] {
      switch self {
      case .pattern(let lengths): lengths
      case .lengths(let numbers): try numbers.values(in: names)
      }
    }
  }

  var paint: Paint
  var width: Number?
  var dash: Dash
  var opacity: Number?
  var label: Template?
  var placement: LineStyle.LabelPlacement

  func style(in names: Names) throws(ConfigError) -> LineStyle {
    LineStyle(
      paint, width: try width?.value(in: names), dash: try dash.lengths(in: names),
      opacity: try opacity?.value(in: names) ?? 1, label: try label?.text(in: names),
      placement: placement)
  }

  static let color = ObjectSpec.Key(
    "color", .either([.integer, .string]),
    "A category's number, 0 to 5, foreground, muted, alert, #rgb, #rrggbb or #rrggbbaa.")
  static let width = ObjectSpec.Key("width", .number, "The width of the line, in points.")
  static let dash = ObjectSpec.Key(
    "dash", .either([.bool, .list(.number)]),
    "true for dashes, or the lengths of dashes and gaps in points.")
  static let opacity = ObjectSpec.Key("opacity", .number, "The opacity, 0 to 1.")
  static let label = ObjectSpec.Key("label", .markup, "The mark's name.")
  static let labelAt = ObjectSpec.Key(
    "label-at", .choice(["end", "legend"]),
    "Where the name is written; at the line's end unless given.")
  static let line = [color, width, dash, opacity, label, labelAt]
}

extension [Number] {
  /// The values where names have values.
  func values(in names: Names) throws(ConfigError) -> [Double] {
    var result: [Double] = []
    for number in self { result.append(try number.value(in: names)) }
    return result
  }
}

extension [Template] {
  /// The texts where names have values.
  func texts(in names: Names) throws(ConfigError) -> [String] {
    var result: [String] = []
    for template in self { result.append(try template.text(in: names)) }
    return result
  }
}

extension Fields {
  func paint(_ key: String = "color", else fallback: Paint) -> Paint {
    guard let node = value(key) else { return fallback }
    guard let text = node.text else {
      decoder.fail(node.place, "expected one colour, found \(node.kind)")
      return fallback
    }
    switch text {
    case "foreground": return .foreground
    case "muted": return .muted
    case "alert": return .alert
    default: break
    }
    if text.hasPrefix("#") {
      if let color = Color(css: text) { return .fixed(color) }
      decoder.fail(node.place, "'\(text)' is not a colour; write #rgb, #rrggbb or #rrggbbaa")
      return fallback
    }
    let isNumber =
      !text.isEmpty && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    if let number = Int(text) ?? (isNumber ? Int.max : nil) {
      // Others would be the same colours over again.
      let count = Theme.light.palette.count
      if (0..<count).contains(number) { return .category(number) }
      decoder.fail(
        node.place, "there are \(count) colours, 0 to \(count - 1); tell more apart by 'dash'")
      return fallback
    }
    let hint = decoder.suggestion(for: text, among: ["foreground", "muted", "alert"])
    decoder.fail(
      node.place,
      "unknown colour '\(text)'"
        + (hint.map { "; did you mean '\($0)'?" }
          ?? "; expected a category's number, foreground, muted, alert, or #rrggbb"))
    return fallback
  }

  /// A share 0…1.
  func share(_ key: String) -> Number? { number(key, .between(0, 1)) }

  /// Dashes and gaps; those of `pattern` if the key was left out.
  func dash(_ key: String = "dash", else pattern: [Double] = []) -> StyleSpec.Dash {
    guard let node = value(key) else { return .pattern(pattern) }
    switch node.text?.lowercased() {
    case "true", "yes", "on": return .pattern([5, 3])
    case "false", "no", "off": return .pattern([])
    default: break
    }
    let nodes = decoder.list(node)
    let lengths = nodes.compactMap { decoder.number($0, of: key, .between(0, 1000, "points")) }
    if nodes.count > 20 || lengths.allSatisfy({ $0.known?.number == 0 }) {
      decoder.fail(node.place, "dashes must be up to 20 lengths, not all 0")
    }
    return .lengths(lengths)
  }

  func lineStyle(else paint: Paint) -> StyleSpec {
    if !has("label") { refuse("label-at", because: "there is no 'label' to be placed") }
    return StyleSpec(
      paint: self.paint(else: paint), width: width(), dash: dash(), opacity: share("opacity"),
      label: markup("label"), placement: choice("label-at") == "legend" ? .legend : .end)
  }

  func width() -> Number? { number("width", .positive(atMost: 100, "points")) }
}
