import Figures
import Foundation
import Plotting
import TestSupport
import Testing

/// What the tutorial says of its figures, held against what is drawn: numbers are read off the SVG with its own
/// axes, and none is taken from the library.
@Suite("The tutorial's statements, as they are drawn")
struct TutorialTests {
  /// A line of a panel: places on the page as numbers of its axes, x in units of c.
  struct Curve {
    var shape: Double
    var points: [SIMD2<Double>]

    /// y at x, between the corners; nil beyond the ends.
    func value(at x: Double) -> Double? {
      for (a, b) in zip(points, points.dropFirst()) where a.x <= x && x <= b.x && b.x > a.x {
        return a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y)
      }
      return nil
    }
  }

  static let losses = Result { try curves(panel: 0) }
  static let gradients = Result { try curves(panel: 1) }

  static func page(_ stem: String) throws -> DrawnPage {
    try DrawnPage(try Gallery.renderer().bytes(of: Gallery.drawing(stem), as: .svg))
  }

  private static let lossAndGradient = Result { try page("loss-and-gradient") }

  /// The curves of a panel by falling shape, which their colour tells.
  static func curves(panel: Int) throws -> [Curve] {
    let page = try lossAndGradient.get()
    let names = try page.elements("text", in: "labels", panel: 0).map { label in
      let text = label.text.replacingOccurrences(of: "−", with: "-").replacingOccurrences(
        of: "∞", with: "inf")
      let parts = text.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(parts.count == 2 && parts[0] == "α", "\(label.text)")
      return try #require(Double(parts[1]))
    }
    try #require(names.sorted(by: >) == Self.shapes)
    var shapes: [String: Double] = [:]
    for shape in Self.shapes {
      let color = Paint.shape(shape).color(in: .light)
      let hex = [color.red, color.green, color.blue].map { String(format: "%02x", $0) }.joined()
      shapes["#" + hex] = shape
    }
    let (x, y) = (try page.ruler("x", panel: panel), try page.ruler("y", panel: panel))
    try #require(x.ticks.allSatisfy { $0.unit == "c" || $0.number == 0 })
    return try page.elements("path", in: "mark-curve", panel: panel).map { element in
      let parts = try element.path()
      try #require(parts.count == 1)
      return Curve(
        shape: try #require(element.attributes["stroke"].flatMap { shapes[$0] }),
        points: parts[0].map { SIMD2(x.number(at: $0.x), y.number(at: $0.y)) })
    }.sorted { $0.shape > $1.shape }
  }

  static let shapes: [Double] = [2, 1.5, 1, 0, -2, -.infinity]

  @Test("figures 1 to 5 are there by their names")
  func names() {
    for name in [
      "outliers-and-mse", "loss-and-gradient", "loss-surface", "loss-heatmap", "fixed-alpha-fit",
      "adaptive-fit",
    ] {
      #expect(Gallery.stems.contains(name))
    }
  }

  @Test("six shapes, each once in both panels")
  func shapesAreThere() throws {
    #expect(try Self.losses.get().map(\.shape) == Self.shapes)
    #expect(try Self.gradients.get().map(\.shape) == Self.shapes)
  }

  @Test("c = 1.1")
  func scale() throws {
    // At α = 2 the gradient is x/c²: over x/c, which the axis shows, a line of slope 1/c.
    let line = try #require(Self.gradients.get().first)
    let (a, b) = (line.points[0], line.points[line.points.count - 1])
    let slope = (b.y - a.y) / (b.x - a.x)
    #expect(abs(1 / slope - 1.1) < 0.001)
    // The lines at ±1/c say the same.
    let page = try Self.lossAndGradient.get()
    let y = try page.ruler("y", panel: 1)
    let rules = try #require(page.elements("path", in: "mark-rule", panel: 1).first).path()
    #expect(rules.count == 2)
    for rule in rules { #expect(abs(1 / abs(y.number(at: rule[0].y)) - 1.1) < 0.001) }
    // And so do the words.
    let words = page.elements.first { $0.name == "desc" }?.text ?? ""
    #expect(words.contains("c = 1.1."))
  }

  @Test("the loss is 0 at 0, and grows with |x|")
  func lossGrowsWithResidual() throws {
    for curve in try Self.losses.get() {
      let zero = try #require(curve.value(at: 0))
      #expect(abs(zero) < 0.001, "α = \(curve.shape)")
      let right = curve.points.filter { $0.x >= 0 }
      let left = curve.points.reversed().filter { $0.x <= 0 }
      for side in [right, left] {
        #expect(side.count > 20)
        for (a, b) in zip(side, side.dropFirst()) {
          #expect(b.y >= a.y, "α = \(curve.shape) at \(b.x)")
          // Welsch's loss ends at 1, less than a hundredth of a pixel from where it already is at 4c.
          if abs(b.x) < 3 { #expect(b.y > a.y, "α = \(curve.shape) at \(b.x)") }
        }
      }
    }
  }

  @Test("the loss grows with α")
  func lossGrowsWithShape() throws {
    let curves = try Self.losses.get()
    var compared = 0
    for (more, less) in zip(curves, curves.dropFirst()) {
      for x in stride(from: -6.0, through: 6, by: 0.25) where abs(x) >= 0.5 {
        guard let high = more.value(at: x), let low = less.value(at: x) else { continue }
        #expect(high > low, "α = \(more.shape) and \(less.shape) at \(x)c")
        compared += 1
      }
    }
    #expect(compared > 150)
  }

  @Test("within |x| < c the gradients agree, and nowhere else")
  func gradientsAgree() throws {
    let curves = try Self.gradients.get()
    /// How far the gradients are from each other, as a share of the largest.
    func spread(_ x: Double) throws -> Double {
      let values = curves.compactMap { $0.value(at: x) }.map(abs)
      let most = try #require(values.max())
      return (most - (values.min() ?? 0)) / most
    }
    // They leave the line x/c² as x³ does: four times as close at half the way.
    for sign in [-1.0, 1] {
      // 1 − exp(−1/128), and the chord of a curve whose corners are a fifth of c apart.
      #expect(try spread(sign / 8) < 0.02)
      #expect(try spread(sign / 4) < 0.04)
      #expect(try spread(sign / 2) < 0.13)
      #expect(try spread(sign) < 0.4)
      #expect(try spread(sign * 1.5) > 0.6)
    }
    // The band that says so ends at ±c.
    let page = try Self.lossAndGradient.get()
    let x = try page.ruler("x", panel: 1)
    let band = try #require(page.elements("path", in: "mark-band", panel: 1).first).path()[0]
    #expect(abs(x.number(at: band.map(\.x).min() ?? 0) + 1) < 0.001)
    #expect(abs(x.number(at: band.map(\.x).max() ?? 0) - 1) < 0.001)
    let labels = page.elements("text", in: "labels", panel: 1).map {
      $0.text.replacingOccurrences(of: " ", with: "")
    }
    #expect(labels.contains("|x|<c"))
  }

  @Test("at α = 2 the gradient is a straight line, and at no other shape")
  func straight() throws {
    for curve in try Self.gradients.get() {
      let (a, b) = (curve.points[0], curve.points[curve.points.count - 1])
      let off = curve.points.map { abs($0.y - (a.y + ($0.x - a.x) / (b.x - a.x) * (b.y - a.y))) }
      let most = off.max() ?? 0
      if curve.shape == 2 { #expect(most < 0.001) } else { #expect(most > 0.03) }
    }
  }

  @Test("at α = 1 the gradient saturates at ±1/c")
  func saturates() throws {
    let curve = try #require(Self.gradients.get().first { $0.shape == 1 })
    let values = curve.points.map(\.y)
    for (a, b) in zip(values, values.dropFirst()) { #expect(b >= a) }
    for value in [-values[0], values[values.count - 1]] {
      #expect(value < 1 / 1.1 && value > 0.98 / 1.1)
    }
    // It levels off: the last half of the way adds a twentieth.
    let half = try #require(curve.value(at: 3))
    #expect(values[values.count - 1] - half < 0.05 / 1.1)
  }

  @Test("below α = 1 the gradient falls back, the farther the smaller α; above, it goes on growing")
  func fallsBack() throws {
    var ends: [Double] = []
    for curve in try Self.gradients.get() {
      let end = curve.points[curve.points.count - 1]
      let peak = try #require(curve.points.max { $0.y < $1.y })
      if curve.shape >= 1 {
        #expect(peak.y == end.y, "α = \(curve.shape)")
      } else {
        #expect(peak.x > 0.5 && peak.x < 2, "α = \(curve.shape) peaks at \(peak.x)c")
        #expect(end.x > 5.99 && end.y < 0.6 * peak.y, "α = \(curve.shape)")
        ends.append(end.y / peak.y)
      }
    }
    #expect(ends.count == 3 && ends == ends.sorted(by: >))
    #expect(ends[2] < 0.001)
  }
}
