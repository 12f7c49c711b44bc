import Drawing
import Rasterizer
import Testing

@testable import Plotting

/// Many points as one image look as they would as shapes.
@Suite("Point clouds")
struct PointCloudTests {
  private let frame = Rect(x: 10, y: 10, width: 60, height: 40)
  private let color = Color(red: 200, green: 30, blue: 90)

  /// Places that are anywhere within pixels.
  private var places: [Point] {
    (0..<60).map { i in
      let t = Double(i)
      return Point(
        10 + (t * 7.31).truncatingRemainder(dividingBy: 60),
        10 + (t * 3.77).truncatingRemainder(dividingBy: 40))
    }
  }

  private func pixels(_ elements: [Drawing.Element]) throws -> Image {
    try Rasterizer(scale: 2).render(
      Drawing(size: Size(width: 80, height: 60), background: .white, elements: elements))
  }

  @Test(arguments: PointSymbol.allCases)
  func theImageIsThatOfTheShapes(symbol: PointSymbol) throws {
    for size in [3.0, 6.4, 11] {
      var cloud = PointCloud(symbol, size: size, over: frame)
      cloud.add(count: places.count) { [places] in (places[$0], 0.4) }
      let image = try pixels([cloud.element(color: color)])
      let shapes = try pixels(
        places.map { symbol.element(at: $0, size: size, color: color.opacity(0.4)) })
      var worst = 0
      var sum = 0
      for (a, b) in zip(image.pixels, shapes.pixels) {
        worst = max(worst, abs(Int(a) - Int(b)))
        sum += abs(Int(a) - Int(b))
      }
      // An eighth of a pixel's place, and of its coverage.
      #expect(worst <= 60, "\(symbol), size \(size)")
      #expect(Double(sum) / Double(image.pixels.count) < 1, "\(symbol), size \(size)")
    }
  }

  @Test func pointsOnTheEdgesAreWhole() throws {
    var cloud = PointCloud(.circle, size: 9, over: frame)
    let corners = [
      Point(frame.left, frame.top), Point(frame.right, frame.top),
      Point(frame.left, frame.bottom), Point(frame.right, frame.bottom),
    ]
    cloud.add(count: corners.count) { (corners[$0], 1) }
    let image = try pixels([cloud.element(color: color)])
    let covered = stride(from: 3, to: image.pixels.count, by: 4)
      .reduce(0.0) { $0 + Double(255 - image.pixels[$1 - 2]) / Double(255 - color.green) }
    // Four circles of 9 points across, at 4 pixels a square point.
    #expect(abs(covered - 4 * 4 * Double.pi * 4.5 * 4.5) < 12)
  }

  @Test func fewPointsAreShapesAndManyAnImage() throws {
    func kinds(_ count: Int) throws -> [Bool] {
      let values = (0..<count).map { Double($0) / Double(count) }
      let mark = PointsMark(x: values, y: values)
      return mark.draw(on: try FieldPlane.make())
        .map { if case .image = $0 { true } else { false } }
    }
    #expect(try kinds(PointCloud.least) == [true])
    let few = try kinds(PointCloud.least - 1)
    #expect(few.count == PointCloud.least - 1 && !few.contains(true))
  }
}
