import Drawing
import Plotting
import RobustLoss

/// A picture of the loss, its gradient, the weight and the density, whose shape and scale the reader
/// changes. Where no script runs it is a still picture.
public struct Explorer: Sendable {
  /// A quantity against the residual, in a panel of its own.
  struct Quantity: Sendable {
    /// The name of the script's function.
    var name: String
    var title: String
    var label: String
    var range: Axis.Domain
    /// The shapes whose curves stand behind that of the reader's choice.
    var shapes: [Double]
    /// The value at x for shape α and scale c.
    var value: @Sendable (_ x: Double, _ shape: Double, _ scale: Double) -> Double
  }

  /// The shape at the start.
  public var shape: Double
  /// The scale at the start.
  public var scale: Double
  /// The residual whose values are shown at the start.
  public var residual: Double { 2 * scale }
  /// The picture at the start.
  public let picture: Picture
  /// The panels, row by row.
  let quantities: [Quantity]
  /// Where the panels' frames stand on the page.
  let frames: [Rect]
  /// The colours of the shapes `Theme.rampShapes`, in each look.
  let ramps: [[Color]]

  /// The largest residual that is shown.
  var reach: Double { 6 * scale }
  /// The smallest and the largest scale that can be chosen.
  var scales: (least: Double, most: Double) { (scale / 2, 3 * scale) }
  /// The step from one scale or residual to the next.
  var step: Double { scale / 100 }

  /// An explorer that starts at a shape of at most 4 and a scale, in whose multiples all else is chosen.
  /// - Throws: `PlotError` if it cannot be drawn.
  public init(
    shape: Double = 0, scale: Double = 1, in themes: [Theme], _ typesetter: Typesetter
  ) throws {
    self.shape = shape
    self.scale = scale
    quantities = Self.quantities(scale)
    let figure = Self.figure(quantities, shape: shape, scale: scale)
    let layouts = try themes.map { try figure.laidOut(in: $0, typesetter: typesetter) }
    picture = Picture(
      name: figure.name, alternativeText: figure.alternativeText,
      looks: try layouts.map { [try $0.page()] })
    frames = layouts.first?.frames ?? []
    ramps = themes.map(\.ramp)
  }

  private static func quantities(_ scale: Double) -> [Quantity] {
    [
      Quantity(
        name: "value", title: "Loss", label: "$\\rho(x, \\alpha, c)$",
        range: .init(from: 0, to: 6), shapes: [2, 1, 0, -2, -.infinity],
        value: { GeneralLoss(shape: $1, scale: $2).value($0) }),
      Quantity(
        name: "derivative", title: "Gradient", label: "$\\partial\\rho/\\partial x$",
        range: .init(from: -2 / scale, to: 2 / scale), shapes: [2, 1, 0, -2, -.infinity],
        value: { GeneralLoss(shape: $1, scale: $2).derivative($0) }),
      Quantity(
        name: "relativeWeight", title: "Weight, relative to that of $x = 0$",
        label: "$c^2\\rho'(x)/x$", range: .init(from: 0, to: 1.25),
        shapes: [2, 1, 0, -2, -.infinity],
        value: { $2 * $2 * GeneralLoss(shape: $1, scale: $2).weight($0) }),
      Quantity(
        name: "density", title: "Density, for $\\alpha \\ge 0$",
        label: "$p(x \\mid \\alpha, c)$", range: .init(from: 0, to: 0.8 / scale),
        shapes: [2, 1, 0],
        value: { RobustDistribution(shape: $1, scale: $2).density($0) }),
    ]
  }

  private static func figure(_ quantities: [Quantity], shape: Double, scale: Double) -> Figure {
    let (reach, residual) = (6 * scale, 2 * scale)
    let panels = quantities.map { quantity -> any Panel in
      func curve(_ shape: Double, _ style: LineStyle) -> any Mark {
        CurveMark(style: style) { quantity.value($0, shape, scale) }
      }
      let behind = quantity.shapes.map { curve($0, LineStyle(.muted, width: 1, opacity: 0.4)) }
      let point = PointsMark(
        x: [residual], y: [quantity.value(residual, shape, scale)], paint: .category(1), size: 9,
        opacity: 1)
      return PlanePanel(
        title: quantity.title,
        x: Axis(label: "$x$", domain: .init(from: -reach, to: reach)),
        y: Axis(label: quantity.label, domain: quantity.range),
        marks: [BandMark(.x(Extent(-scale, scale))) as any Mark] + behind
          + [curve(shape, LineStyle(.shape(shape), width: 2.5)), point])
    }
    return Figure(
      name: "explorer",
      alternativeText:
        "Four panels over the residual x from −6c to 6c: the loss, its gradient, the weight relative "
        + "to that at zero, and the density. The curves of several shapes α are drawn in grey, "
        + "that of the chosen shape in colour; the strip |x| < c is shaded.",
      panels: panels, columns: 2, aspect: 1.6)
  }

  /// What the page's script has to know, as JSON.
  var data: String {
    func list(_ numbers: [Double]) -> String {
      "["
        + numbers.map { $0.isFinite ? "\($0)" : $0 < 0 ? "\"-inf\"" : "\"inf\"" }
        .joined(separator: ",") + "]"
    }
    let panels = zip(quantities, frames).map { quantity, frame in
      "{\"quantity\":\"\(quantity.name)\","
        + "\"frame\":\(list([frame.left, frame.top, frame.width, frame.height])),"
        + "\"x\":\(list([-reach, reach])),"
        + "\"y\":\(list([quantity.range.from, quantity.range.to])),"
        + "\"shapes\":\(list(quantity.shapes))}"
    }
    let pieces = PartitionTable.logZ.map(list)
    let colors = ramps.map { ramp in
      "[" + ramp.map { "[\($0.red),\($0.green),\($0.blue)]" }.joined(separator: ",") + "]"
    }
    let ramp =
      "{\"shapes\":\(list(Theme.rampShapes)),\"colors\":[\(colors.joined(separator: ","))]}"
    return
      "{\"start\":\(list([shape, scale, residual])),\"step\":\(step),\n\"ramp\":\(ramp),\n\"panels\":["
      + panels.joined(separator: ",\n") + "],\n\"logZ\":["
      + pieces.joined(separator: ",\n") + "]}"
  }
}
