import Drawing
import Testing

@testable import Rasterizer

/// Paths with more edges and crossings than any figure has.
@Suite struct HostilePathTests {
  /// A closed line over an odd number of points on a circle, each joined to one across: so many edges, of which
  /// each crosses nearly every other.
  static func star(_ count: Int, center: Point, radius: Double) -> [Point] {
    // A turn by a fixed angle, so that nothing depends on the C library's sine.
    let step = unit(turn: Double(count / 2) / Double(count))
    var direction = Point(1, 0)
    return (0..<count).map { _ in
      defer {
        direction = Point(
          direction.x * step.x - direction.y * step.y, direction.x * step.y + direction.y * step.x)
      }
      return center + direction * radius
    }
  }

  /// The direction at a share of a whole turn, by halving angles.
  private static func unit(turn: Double) -> Point {
    var (result, part, left) = (Point(1, 0), Point(-1, 0), turn)
    var share = 0.5
    for _ in 0..<50 {
      if left >= share {
        left -= share
        result = Point(
          result.x * part.x - result.y * part.y, result.x * part.y + result.y * part.x)
      }
      share /= 2
      part = Point(((1 + part.x) / 2).squareRoot(), ((1 - part.x) / 2).squareRoot())
    }
    return result
  }

  @Test(arguments: [Drawing.FillRule.nonZero, .evenOdd])
  func aStarOfTwentyThousandEdges(rule: Drawing.FillRule) throws {
    let corners = Self.star(20_001, center: Point(50, 50), radius: 48)
    let clock = ContinuousClock()
    var ink: Ink?
    let time = try clock.measure {
      ink = try Ink(fill: path([corners]), rule: rule, width: 100, height: 100)
    }
    // Twice as many edges cross four times as often; the debug build takes ten times as long.
    #expect(time < .seconds(20))
    let found = try #require(ink)
    guard rule == .nonZero else { return }
    // Corners are where the rasteriser puts them: on 1/256 pixel, which is a quarter of what lies between them.
    let placed = corners.map { Point(($0.x * 256).rounded() / 256, ($0.y * 256).rounded() / 256) }
    let samples = 10
    for (x, y) in [(50, 50), (43, 61), (30, 31), (25, 80)] {
      var hits = 0
      for k in 0..<samples * samples {
        let (i, j) = (Double(k % samples), Double(k / samples))
        let place = Point(
          Double(x) + (i + 0.5) / Double(samples), Double(y) + (j + 0.5) / Double(samples))
        if winding([placed], place) != 0 { hits += 1 }
      }
      #expect(abs(found[x, y] - Double(hits) / Double(samples * samples)) < 0.08, "\(x), \(y)")
    }
    // At a distance d from the middle the spikes of a star of radius r cover (r/d - 1)/2 of a circle.
    var (sum, count) = (0.0, 0)
    for y in 0..<100 {
      for x in 0..<100 {
        let distance = (Point(Double(x) + 0.5, Double(y) + 0.5) - Point(50, 50)).length
        if distance > 49 { #expect(found[x, y] == 0, "\(x), \(y)") }
        guard distance > 18, distance < 47 else { continue }
        sum += found[x, y] - (48 / distance - 1) / 2
        count += 1
      }
    }
    #expect(abs(sum / Double(count)) < 0.02)
  }

  /// Figures about the number of edges from which on rows are drawn another way agree with a count of
  /// winding numbers, and with each other.
  @Test(arguments: [40, 120, 136, 300], [Drawing.FillRule.nonZero, .evenOdd])
  func combsOfManyTeeth(teeth: Int, rule: Drawing.FillRule) throws {
    // Teeth of two combs, one wound against the other.
    let width = 22.0 / Double(teeth)
    let down = (0..<teeth).map { i in
      Point(1 + width * Double(i), i % 2 == 0 ? 2.3 : 20.7)
    }
    let up = (0..<teeth / 3).reversed().map { i in
      Point(1.4 + 3 * width * Double(i), i % 2 == 0 ? 21.2 : 5.1)
    }
    let ink = try Ink(fill: path([down, up]), rule: rule)
    let worst = ink.greatestDifference(samples: 48) { p in
      let turns = winding([down, up], p)
      return rule == .nonZero ? turns != 0 : turns & 1 != 0
    }
    // A tooth's side lies up to 1/128 pixel off, and there are up to 27 sides in a pixel.
    #expect(worst < (teeth > 128 ? 0.1 : 0.06), "\(teeth) teeth")
  }

  /// A row is drawn the same way whatever band it is in.
  @Test func bandsAgreeOnCrowdedRows() throws {
    let corners = Self.star(601, center: Point(40, 40), radius: 39)
    let page = Drawing(
      size: Size(width: 80, height: 80), background: .white,
      elements: [.shape(.init(path([corners]), fill: .black, rule: .evenOdd))])
    var images: [Image] = []
    for (height, threads) in [(1, 1), (7, 2), (64, 1), (80, 3)] {
      var rasterizer = Rasterizer(scale: 1, threads: threads)
      rasterizer.bandHeight = height
      images.append(try rasterizer.render(page))
    }
    for image in images.dropFirst() { #expect(image == images[0]) }
  }

  static let far: [Double] = [
    0, 10, -1e9, 1e9, 4_194_304, -4_194_304, 1e18, -1e300, 1e308, .infinity, .nan,
  ]

  /// Corners beyond every page, in every order, filled, stroked, dashed and clipped.
  @Test func cornersBeyondEveryPage() throws {
    var noise = Noise(7)
    func coordinate() -> Double { Self.far[Int(noise.next() * Double(Self.far.count))] }
    for _ in 0..<120 {
      var outline = Path()
      outline.move(to: Point(coordinate(), coordinate()))
      for _ in 0..<5 {
        switch Int(noise.next() * 4) {
        case 0: outline.line(to: Point(coordinate(), coordinate()))
        case 1:
          outline.quad(Point(coordinate(), coordinate()), to: Point(coordinate(), coordinate()))
        case 2:
          outline.cubic(
            Point(coordinate(), coordinate()), Point(coordinate(), coordinate()),
            to: Point(coordinate(), coordinate()))
        default: outline.close()
        }
      }
      let width = [0.0, 1, 1e-300, 1e6, 1e300][Int(noise.next() * 5)]
      let dash: [[Double]] = [[], [5, 3], [1e-300, 1e-300], [1e300], [0, 0]]
      let stroke = Stroke(
        .black, width: width, join: .round, dash: dash[Int(noise.next() * 5)],
        isCrisp: noise.next() < 0.3)
      _ = try Ink(
        [
          .begin(.init("group", clip: outline)), .shape(.init(outline, fill: .black)), .end,
          .shape(.init(outline, stroke: stroke)),
          .shape(.init(outline, fill: .black, rule: .evenOdd)),
        ], width: 24, height: 24)
    }
  }
}
