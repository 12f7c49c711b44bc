import Drawing
import Testing

@testable import Plotting

@Suite("Colour bars")
struct ColorBarTests {
  private func context(_ theme: Theme = .light) throws -> PlotContext {
    PlotContext(theme: theme, typesetter: Typesetter(fonts: try FontSet.find().fonts))
  }

  private func bar(
    _ kind: Scale.Kind = .linear, _ from: Double = 0, _ to: Double = 12, below: Bool = false,
    above: Bool = false, label: String? = nil
  ) throws -> ColorBar {
    ColorBar(
      ColorScale(
        scale: try Scale(kind, from: from, to: to), map: .viridis, extendsBelow: below,
        extendsAbove: above), label: label)
  }

  /// The rectangle around everything that a bar draws.
  private func extent(_ elements: [Drawing.Element]) -> Rect {
    var points = elements.images.flatMap {
      [Point($0.rect.left, $0.rect.top), Point($0.rect.right, $0.rect.bottom)]
    }
    for case .shape(let shape) in elements {
      let half = (shape.stroke?.width ?? 0) / 2
      for element in shape.path.elements {
        guard case .line(let p) = element else { continue }
        points += [p - Point(half, half), p + Point(half, half)]
      }
    }
    for text in elements.texts {
      let line = text.line
      points +=
        text.rotation == 0
        ? [text.origin, text.origin + Point(line.width, 0)]
        : [
          text.origin + Point(-line.ascent, -line.width), text.origin + Point(line.descent, 0),
        ]
    }
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    return Rect(left: xs.min()!, top: ys.min()!, right: xs.max()!, bottom: ys.max()!)
  }

  @Test(
    "a bar stays in its room and at its height",
    arguments: [nil, "$\\rho$", "A label that is far longer than the bar is high"] as [String?],
    [8.0, 40, 225])
  func room(label: String?, height: Double) throws {
    let domains: [(Scale.Kind, Double, Double)] = [
      (.linear, -1234.5, 1e9), (.log, 1e-30, 1e5), (.squareRoot, 0, 12),
      (.symlog(threshold: 0.01), -100, 100), (.shape, -.infinity, 2),
    ]
    for (kind, from, to) in domains {
      let bar = try bar(kind, from, to, below: true, above: true, label: label)
      let layout = try ColorBarLayout(bar, height: height, context: context())
      let extent = extent(layout.draw(left: 100.3, top: 50))
      #expect(extent.left > 100.3 + 5 && extent.right <= 100.3 + layout.room, "\(kind)")
      if height > 20, (label?.count ?? 0) < 10 {
        #expect(extent.top > 49 && extent.bottom < 50 + height + 1, "\(kind)")
      }
    }
  }

  @Test("ticks stand beside their colours")
  func ticks() throws {
    let bar = try bar(.squareRoot, 0, 12, above: true)
    let layout = try ColorBarLayout(bar, height: 300, context: context())
    let elements = layout.draw(left: 0, top: 20)
    let image = try #require(elements.images.first)
    #expect(image.image.height >= 256)
    #expect(abs(image.rect.bottom - 320) < 1e-9)
    let scale = bar.scale.scale
    for text in elements.texts {
      let value = try #require(Double(text.line.plainText))
      let middle = text.origin.y - Theme.light.tickSize * 0.34
      let fraction = (image.rect.bottom - middle) / image.rect.height
      #expect(abs(fraction - scale.fraction(of: value)) < 0.01)
      let row = min(Int((1 - fraction) * 256), 255)
      let pixel = Array(image.image.pixels[(4 * row)..<(4 * row + 3)])
      let color = bar.scale.color(of: value, in: .light)
      for (a, b) in zip(pixel, [color.red, color.green, color.blue]) {
        #expect(abs(Int(a) - Int(b)) <= 3)
      }
    }
  }

  @Test(
    "an end has an arrow only where values were cut",
    arguments: [(false, false), (true, false), (false, true), (true, true)])
  func arrows(below: Bool, above: Bool) throws {
    for isBackwards in [false, true] {
      let (from, to) = isBackwards ? (5.0, 1.0) : (1.0, 5.0)
      let bar = try bar(.linear, from, to, below: below, above: above)
      let layout = try ColorBarLayout(bar, height: 200, context: context())
      let rect = try #require(layout.draw(left: 0, top: 0).images.first).rect
      #expect((rect.top > 0) == (isBackwards ? below : above))
      #expect((rect.bottom < 200) == (isBackwards ? above : below))
    }
  }

  @Test("a line around the bar parts it from the page", arguments: [Theme.light, .dark])
  func outline(theme: Theme) throws {
    let layout = try ColorBarLayout(bar(above: true), height: 200, context: context(theme))
    let lines = layout.draw(left: 0, top: 0).strokedLines.filter(\.isClosed)
    #expect(lines.count == 1)
    #expect(lines.first?.stroke.color == theme.axis)
  }

  @Test("a label that is no markup is quoted by the error")
  func markup() throws {
    let label = "$\\rho"
    let context = try context()
    let error = #expect(throws: PlotError.self) {
      try ColorBarLayout(bar(label: label), height: 100, context: context)
    }
    #expect(error?.markup == label)
  }
}
