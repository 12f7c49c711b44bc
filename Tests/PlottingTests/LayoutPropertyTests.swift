import Drawing
import Foundation
import Testing

@testable import Plotting

/// Whatever a config asks for, nothing leaves the page and nothing lies on anything.
@Suite("Layouts of random figures")
struct LayoutPropertyTests {
  /// So many fit in about 15 seconds of a build without optimisation.
  private static var count: Int {
    ProcessInfo.processInfo.environment["RHO_RANDOM_FIGURES"].flatMap(Int.init) ?? 60
  }

  @Test("no text leaves the page, meets another, or covers a curve or a point")
  func figures() throws {
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    var refused: [String] = []
    var faults: [String] = []
    for seed in 1...Self.count {
      var lot = RandomFigures(seed: UInt64(seed))
      let figure = lot.figure()
      do {
        let page = try figure.drawing(in: .light, typesetter: typesetter)
        faults += PageFaults(page).faults.map { "figure \(seed): \($0)" }
      } catch {
        refused.append("figure \(seed): \(error)")
      }
    }
    #expect(faults.isEmpty, "\(faults.count) faults:\n\(faults.prefix(40).joined(separator: "\n"))")
    #expect(
      refused.count * 100 <= Self.count,
      "\(refused.count) of \(Self.count) refused:\n\(refused.prefix(10).joined(separator: "\n"))")
  }
}

/// What is wrong with the texts of a page.
struct PageFaults {
  private(set) var faults: [String] = []

  private struct Ink {
    var text: Drawing.Text
    var box: TurnedBox
    var corners: [Point]
    var isLabel: Bool
    var panel: Int
  }

  init(_ page: Drawing) {
    var roles: [String] = []
    var inks: [Ink] = []
    var lines: [(panel: Int, from: Point, to: Point, reach: Double)] = []
    var panel = -1
    for element in page.elements {
      switch element {
      case .begin(let group):
        roles.append(group.role)
        if group.role == "panel" { panel += 1 }
      case .end: roles.removeLast()
      case .text(let text):
        inks.append(Self.ink(text, isLabel: roles.last == "labels", panel: panel))
      case .shape(let shape):
        guard let role = roles.last,
          ["mark-curve", "mark-line", "mark-points", "mark-rule", "mark-contour"].contains(role)
        else { continue }
        let reach = (shape.stroke?.width ?? 0) / 2
        for line in shape.path.lines {
          for (a, b) in zip(line, line.dropFirst()) { lines.append((panel, a, b, reach)) }
        }
      case .image: break
      }
    }
    for (i, ink) in inks.enumerated() {
      let name = ink.text.line.plainText
      for p in ink.corners
      where p.x < -0.5 || p.y < -0.5 || p.x > page.size.width + 0.5 || p.y > page.size.height + 0.5
      {
        faults.append("'\(name)' leaves the page at (\(p.x), \(p.y))")
        break
      }
      for other in inks[(i + 1)...] where ink.box.intersects(other.box, apart: -0.6) {
        faults.append("'\(name)' meets '\(other.text.line.plainText)'")
      }
      guard ink.isLabel else { continue }
      let (xs, ys) = (ink.corners.map(\.x), ink.corners.map(\.y))
      let rect = Rect(left: xs.min()!, top: ys.min()!, right: xs.max()!, bottom: ys.max()!)
      for line in lines
      where line.panel == ink.panel
        && Polyline.meets(line.from, line.to, rect.expanded(by: line.reach - 0.2))
      {
        faults.append("'\(name)' covers a mark")
        break
      }
    }
  }

  /// A text's letters as a rectangle: from the height of capitals to the depth of descenders.
  private static func ink(_ text: Drawing.Text, isLabel: Bool, panel: Int) -> Ink {
    let size = text.line.runs.map(\.font.size).max() ?? 0
    let (rise, fall) = (size * 0.7, size * 0.18)
    let turn = text.transform
    let middle = turn.apply(Point(text.line.width / 2, (fall - rise) / 2))
    let corners = [(0, -rise), (text.line.width, -rise), (text.line.width, fall), (0, fall)].map {
      turn.apply(Point($0.0, $0.1))
    }
    return Ink(
      text: text,
      box: TurnedBox(
        center: middle, angle: text.rotation, width: text.line.width, height: rise + fall),
      corners: corners, isLabel: isLabel, panel: panel)
  }
}
