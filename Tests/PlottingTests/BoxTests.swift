import Drawing
import Testing

@testable import Plotting

@Suite("The box and its axes")
struct BoxTests {
  /// A panel like that of the loss over the residual and the shape.
  private func panel(_ camera: Camera) -> SpacePanel {
    SpacePanel(
      title: "Title",
      x: Axis(
        label: "$x$", domain: .init(from: -6.6, to: 6.6), unit: TickUnit(value: 1.1, symbol: "c")),
      y: Axis(label: "$\\alpha$", domain: .init(from: -.infinity, to: 2), scale: .shape),
      z: Axis(label: "$\\partial\\rho/\\partial x$", domain: .init(from: -1.5, to: 1.5)), marks: [],
      camera: camera)
  }

  private func texts(_ elements: [Drawing.Element]) -> [(role: String, text: Drawing.Text)] {
    var role = ""
    var result: [(String, Drawing.Text)] = []
    for element in elements {
      if case .begin(let group) = element { role = group.role }
      if case .text(let text) = element { result.append((role, text)) }
    }
    return result
  }

  /// The ink of a text: what its digits and letters need.
  private func rect(_ text: Drawing.Text) -> Rect {
    let size = text.line.ascent * 0.7
    return Rect(
      x: text.origin.x, y: text.origin.y - size, width: text.line.width, height: size)
  }

  static let turns: [Camera] = (0..<24).flatMap { k in
    [0.0, 0.15, 0.48, 1.1, .pi / 2, -0.5].map {
      Surfaces.camera(Double(k) * .pi / 12 - 3, $0, distance: k % 3 == 0 ? 3 : .infinity)
    }
  }

  @Test("no label touches another or the box, and all stay in the frame", arguments: turns)
  func labels(camera: Camera) throws {
    let context = try Surfaces.context()
    let frame = Rect(x: 14, y: 40, width: 370, height: 320)
    let elements = try panel(camera).draw(around: frame, in: context)
    let all = texts(elements).filter { $0.role != "panel-title" }
    let rects = all.map { rect($0.text) }
    for (i, a) in rects.enumerated() {
      #expect(
        frame.expanded(by: 1).contains(Point(a.left, a.top))
          && frame.expanded(by: 1).contains(Point(a.right, a.bottom)),
        "\(all[i].text.line.plainText) leaves the frame")
      for (j, b) in rects.enumerated().dropFirst(i + 1) {
        #expect(
          !a.intersects(b),
          "\(all[i].text.line.plainText) touches \(all[j].text.line.plainText)")
      }
    }
    let space = try SpaceLayout(panel(camera), frame: frame, context: context).space
    let bounds = space.box.bounds(in: space.view)
    #expect(frame.expanded(by: 1e-6).union(bounds) == frame.expanded(by: 1e-6))
    // Text stands beside the box: no part of it lies over its sides.
    let corners = space.box.corners.map { space.view.point($0) }
    for (item, r) in zip(all, rects) {
      for p in [
        Point(r.left, r.top), Point(r.right, r.top), Point(r.left, r.bottom),
        Point(r.right, r.bottom), r.center,
      ] {
        let isInside = !corners.contains { a in
          corners.contains { b in
            guard a != b else { return false }
            func side(_ q: Point) -> Double {
              (b.x - a.x) * (q.y - a.y) - (b.y - a.y) * (q.x - a.x)
            }
            return side(p) > 1e-6 * (b - a).length && corners.allSatisfy { side($0) < 1e-6 }
          }
        }
        #expect(!isInside, "\(item.text.line.plainText) stands on the box")
      }
    }
  }

  @Test("the picture fills its frame", arguments: turns)
  func filled(camera: Camera) throws {
    let frame = Rect(x: 14, y: 40, width: 370, height: 320)
    let context = try Surfaces.context()
    let layout = try SpaceLayout(panel(camera), frame: frame, context: context)
    var all = layout.space.box.bounds(in: layout.space.view)
    for (_, text) in texts(try layout.draw()) { all = all.union(rect(text)) }
    #expect(all.width > frame.width - 24 || all.height > frame.height - 24)
  }

  @Test("the axes keep their infinity and their ends at the usual angles")
  func infinity() throws {
    let context = try Surfaces.context()
    let frame = Rect(x: 14, y: 40, width: 370, height: 320)
    for azimuth in [-2.6, -2.2, -0.9, -0.6, -0.3, 0.4, 0.8, 2.4] {
      let drawn = texts(
        try panel(Surfaces.camera(azimuth, 0.48)).draw(around: frame, in: context))
      let y = drawn.filter { $0.role == "axis-y" }.map(\.text.line.plainText)
      #expect(y.contains { $0.contains("∞") }, "azimuth \(azimuth): \(y)")
      #expect(drawn.filter { $0.role == "axis-x" }.count >= 4)
      #expect(drawn.filter { $0.role == "axis-z" }.count >= 3)
    }
  }

  @Test("the lower axes stand in front, the vertical one leftmost", arguments: 0..<24)
  func edges(turn: Int) throws {
    let camera = Surfaces.camera(Double(turn) * .pi / 12 + 0.05, 0.5)
    let box = try BoxProportions().box()
    let view = Projection(camera, radius: box.radius)
    for axis in 0..<2 {
      let edge = box.axisEdge(axis, in: view)
      let middle = box.place(on: edge, at: 0.5)
      #expect(middle.z == -box.half.z)
      #expect(view.toward.dot(Vector(middle.x, middle.y, 0)) > 0)
    }
    let x = view.point(box.place(on: box.axisEdge(2, in: view), at: 0)).x
    #expect(box.corners.allSatisfy { view.point($0).x >= x - 1e-9 })
  }

  @Test("the camera's convention")
  func convention() {
    func view(_ azimuth: Double, _ elevation: Double) -> Projection {
      Projection(Surfaces.camera(azimuth, elevation), radius: 1)
    }
    func isNear(_ a: Vector, _ b: Vector) -> Bool { (a - b).dot(a - b) < 1e-24 }
    #expect(isNear(view(0, 0).toward, Vector(0, -1, 0)))
    #expect(isNear(view(0, 0).right, Vector(1, 0, 0)))
    #expect(isNear(view(0, .pi / 2).up, Vector(0, 1, 0)))
    // A quarter turn of the box brings its +x side to the back.
    #expect(isNear(view(.pi / 2, 0).toward, Vector(-1, 0, 0)))
    #expect(view(0.3, 0.4).point(Vector(0, 0, 0.5)).y < 0)
  }

  @Test("nearer parts are larger in perspective, and alike without")
  func perspective() {
    let near = Vector(0, -0.5, 0)
    let far = Vector(0, 0.5, 0)
    func width(_ p: Vector, _ distance: Double) -> Double {
      let view = Projection(Surfaces.camera(0, 0, distance: distance), radius: 1)
      return view.point(p + Vector(0.1, 0, 0)).x - view.point(p).x
    }
    #expect(width(near, 4) > width(far, 4) * 1.2)
    #expect(width(near, .infinity) == width(far, .infinity))
  }

  @Test("on a turntable the size stays")
  func turntable() throws {
    let context = try Surfaces.context()
    let frame = Rect(x: 14, y: 40, width: 370, height: 320)
    var scales: [Double] = []
    for k in 0..<12 {
      var camera = Surfaces.camera(Double(k) * .pi / 6, 0.5)
      camera.fit = .turntable
      let view = try SpaceLayout(panel(camera), frame: frame, context: context).space.view
      scales.append(view.scale)
    }
    #expect(scales.max()! / scales.min()! < 1.05)
  }

  @Test("tiny frames and thin boxes draw something or say why not")
  func hostile() throws {
    let context = try Surfaces.context()
    for size in [8.0, 20, 60] {
      let frame = Rect(x: 0, y: 0, width: size, height: size)
      let elements = try Surfaces.panel(camera: Camera(), wire: .init()).draw(
        around: frame, in: context)
      #expect(!elements.isEmpty)
    }
    for camera in [
      Camera(azimuth: .nan), Camera(azimuth: .infinity), Camera(elevation: 2),
      Camera(elevation: .nan), Camera(distance: 1), Camera(distance: .nan), Camera(zoom: 0),
    ] {
      #expect(throws: PlotError.self) {
        try panel(camera).draw(around: Surfaces.frame, in: context)
      }
    }
    for proportions in [
      BoxProportions(x: 0), BoxProportions(y: -1), BoxProportions(z: .nan), BoxProportions(x: 1e9),
    ] {
      var panel = Surfaces.panel(camera: Camera())
      panel.proportions = proportions
      #expect(throws: PlotError.self) {
        try panel.draw(around: Surfaces.frame, in: context)
      }
    }
  }
}
