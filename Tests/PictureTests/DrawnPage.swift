import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A picture as whoever opens its SVG finds it: what is drawn, and not what was meant to be.
struct DrawnPage: Sendable {
  /// An element with the panel it stands in, from 0, and the class of its group, such as `mark-curve`.
  struct Element: Sendable {
    var name: String
    var panel: Int?
    var group: String
    var attributes: [String: String]
    /// The text within, that of its parts included.
    var text = ""

    /// The corners of its path, a list for each part.
    func path() throws -> [[SIMD2<Double>]] { try DrawnPage.points(attributes["d"] ?? "") }
  }

  let elements: [Element]

  init(_ svg: [UInt8]) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg))
    parser.delegate = reader
    try #require(parser.parse(), "the SVG cannot be read")
    elements = reader.elements
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    private var groups: [String] = []
    private var open: [Int] = []
    private var panels = 0

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if name == "g" {
        groups.append(attributes["class"] ?? "")
        if groups.last == "panel" { panels += 1 }
      }
      open.append(elements.count)
      elements.append(
        Element(
          name: name, panel: groups.contains("panel") ? panels - 1 : nil,
          group: groups.last ?? "", attributes: attributes))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      open.removeLast()
      if name == "g" { groups.removeLast() }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      for i in open { elements[i].text += text }
    }
  }

  /// The elements of a kind in a panel's groups of a class.
  func elements(_ name: String, in group: String, panel: Int) -> [Element] {
    elements.filter { $0.name == name && $0.group == group && $0.panel == panel }
  }

  // MARK: Axes

  /// Where the numbers of an axis stand.
  struct Ruler {
    /// A tick's place on the page, its number, and the unit behind the number.
    var ticks: [(place: Double, number: Double, unit: String)]

    /// The number that belongs to a place of a linear axis.
    func number(at place: Double) -> Double {
      let (a, b) = (ticks[0], ticks[ticks.count - 1])
      return a.number + (place - a.place) / (b.place - a.place) * (b.number - a.number)
    }
  }

  /// An axis, `x` or `y`, of a panel, as its ticks and their labels say.
  func ruler(_ axis: String, panel: Int) throws -> Ruler {
    let line = try #require(elements("path", in: "axis-\(axis)", panel: panel).first)
    // The first part is the axis itself.
    let places = try line.path().dropFirst().map { axis == "x" ? $0[0].x : $0[0].y }
    let labels = elements("text", in: "axis-\(axis)", panel: panel).map(\.text)
    let ticks = try zip(places, labels).map {
      place, label -> (place: Double, number: Double, unit: String) in
      let text = label.replacingOccurrences(of: "−", with: "-")
      let unit = String(text.drop { "-.0123456789".contains($0) })
      return (place, try #require(Double(text.dropLast(unit.count)), "\(label)"), unit)
    }
    try #require(ticks.count >= 3)
    let ruler = Ruler(ticks: ticks)
    for tick in ticks {
      #expect(abs(ruler.number(at: tick.place) - tick.number) < 0.001, "the axis is not linear")
    }
    return ruler
  }

  // MARK: Paths

  /// The corners of a path of straight lines.
  static func points(_ data: String) throws -> [[SIMD2<Double>]] {
    var parts: [[SIMD2<Double>]] = []
    var at = SIMD2<Double>.zero
    var start = at
    var command: Character = "M"
    var rest = Substring(data)
    func number() throws -> Double {
      rest = rest.drop { $0 == " " || $0 == "," }
      var end = rest.startIndex
      var hasPoint = false
      while end < rest.endIndex {
        let c = rest[end]
        let isSign = c == "-" && end == rest.startIndex
        guard isSign || c.isNumber || c == "." && !hasPoint else { break }
        if c == "." { hasPoint = true }
        end = rest.index(after: end)
      }
      defer { rest = rest[end...] }
      return try #require(Double(rest[..<end]), "no number in a path: \(rest.prefix(20))")
    }
    while true {
      rest = rest.drop { $0 == " " || $0 == "," }
      guard let next = rest.first else { return parts }
      if next.isLetter {
        command = next
        rest.removeFirst()
      }
      let origin = command.isLowercase ? at : .zero
      switch command.lowercased() {
      case "z":
        at = start
        parts[parts.count - 1].append(at)
        continue
      case "h": at = SIMD2(origin.x + (try number()), at.y)
      case "v": at = SIMD2(at.x, origin.y + (try number()))
      case "l": at = origin + SIMD2(try number(), try number())
      case "m":
        at = origin + SIMD2(try number(), try number())
        start = at
        parts.append([at])
        // What follows without a letter are lines.
        command = command == "m" ? "l" : "L"
        continue
      default: try #require(Bool(false), "a path with \(command)")
      }
      parts[parts.count - 1].append(at)
    }
  }
}
