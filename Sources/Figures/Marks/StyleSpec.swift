import Config
import Drawing
import Plotting

/// Keys that several marks share: colour, width, dashes, opacity, name.
enum StyleSpec {
  static let color = ObjectSpec.Key(
    "color", .either([.integer, .string]),
    "A category's number (0, 1, …), foreground, muted, alert, or #rrggbb.")
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

extension Fields {
  func paint(_ key: String = "color", else fallback: Paint) -> Paint {
    guard let node = value(key), let text = decoder.string(node) else { return fallback }
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
    if let number = Int(text), (0...99).contains(number) { return .category(number) }
    let hint = decoder.suggestion(for: text, among: ["foreground", "muted", "alert"])
    decoder.fail(
      node.place,
      "unknown colour '\(text)'"
        + (hint.map { "; did you mean '\($0)'?" }
          ?? "; expected a category's number, foreground, muted, alert, or #rrggbb"))
    return fallback
  }

  /// A share 0…1.
  func share(_ key: String) -> Double? {
    guard let number = number(key) else { return nil }
    if number >= 0, number <= 1 { return number }
    fail(key, "'\(key)' must lie between 0 and 1")
    return nil
  }

  /// Dashes and gaps in points.
  func dashes(_ key: String = "dash") -> [Double]? {
    guard let node = value(key) else { return nil }
    if case .list(let nodes) = node.content {
      let lengths = nodes.compactMap { decoder.number($0)?.number }
      if lengths.count <= 20, lengths.allSatisfy({ $0 >= 0 && $0 <= 1000 }),
        lengths.contains(where: { $0 > 0 })
      {
        return lengths
      }
      decoder.fail(
        node.place, "dashes must be up to 20 lengths between 0 and 1000 points, not all 0")
      return nil
    }
    return decoder.bool(node) == true ? [5, 3] : []
  }

  func lineStyle(else paint: Paint, dash: [Double] = []) -> LineStyle {
    LineStyle(
      self.paint(else: paint), width: width(), dash: dashes() ?? dash,
      opacity: share("opacity") ?? 1, label: markup("label"),
      placement: choice("label-at") == "legend" ? .legend : .end)
  }

  func width() -> Double? {
    guard let width = positive("width") else { return nil }
    if width <= 100 { return width }
    fail("width", "'width' must be at most 100 points")
    return nil
  }
}
