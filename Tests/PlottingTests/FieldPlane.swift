import Drawing

@testable import Plotting

/// A plane of 200 × 200 points unless told otherwise, at some distance from the page's corner, and what
/// marks have drawn on it.
enum FieldPlane {
  static func make(
    width: Double = 200, height: Double = 200, x: Scale? = nil, y: Scale? = nil,
    theme: Theme = .light
  ) throws -> Plane {
    let unit = try Scale(.linear, from: -1, to: 1)
    return Plane(
      frame: Rect(x: 30, y: 20, width: width, height: height), x: x ?? unit, y: y ?? unit,
      context: PlotContext(theme: theme, typesetter: Typesetter(fonts: try FontSet.find().fonts)))
  }
}

extension [Drawing.Element] {
  /// The stroked lines, each as its points and whether it is closed, with its stroke.
  var strokedLines: [(points: [Point], isClosed: Bool, stroke: Stroke)] {
    var result: [(points: [Point], isClosed: Bool, stroke: Stroke)] = []
    for case .shape(let shape) in self {
      guard let stroke = shape.stroke else { continue }
      for element in shape.path.elements {
        switch element {
        case .move(let p): result.append(([p], false, stroke))
        case .line(let p): result[result.count - 1].points.append(p)
        case .close: result[result.count - 1].isClosed = true
        case .quad, .cubic: break
        }
      }
    }
    return result
  }

  var texts: [Drawing.Text] { compactMap { if case .text(let text) = $0 { text } else { nil } } }

  var images: [(image: Image, rect: Rect, sampling: Image.Sampling)] {
    compactMap {
      if case .image(let image, let rect, let sampling) = $0 {
        (image, rect, sampling)
      } else {
        nil
      }
    }
  }
}

extension Panel {
  /// The panel laid out about a frame of the page, and drawn there.
  func draw(around frame: Rect, in context: PlotContext) throws -> [Drawing.Element] {
    try layout(for: Size(width: frame.width, height: frame.height), in: context)
      .draw(at: Point(frame.left, frame.top))
  }
}

extension Mark {
  /// The mark laid out on a plane, and drawn.
  func drawn(on plane: Plane) throws -> [Drawing.Element] { try layout(on: plane).draw() }
}
