import Drawing
import Figures
import Fitting
import Plotting
import RobustLoss

/// The panels of a fit's picture: data and curve, residuals, or the steps so far.
struct FitPlots: Sendable {
  private let fit: Fit
  private let labels: FitLabels
  /// The numbers of the rows that are shown; nil for all.
  private let shown: [Int]?
  /// What the rows are by their inputs, if it is known.
  private let leverage: Leverage?

  init(_ fit: Fit, _ labels: FitLabels, atMostPoints limit: Int, leverage: Leverage? = nil) {
    self.leverage = leverage
    self.fit = fit
    self.labels = labels
    let count = fit.regression.count
    shown =
      count > limit ? (0..<limit).map { $0 * (count - 1) / (limit - 1) } : nil
  }

  /// The picture.
  /// - Parameters:
  ///   - step: the step of the fit that it shows; nil for the result.
  ///   - moves: whether it is one of a sequence.
  func figure(step: Int?, moves: Bool) -> Figure {
    let panels: [any Panel]
    switch fit.regression.inputs.count {
    case 0: panels = residualPanels
    case 1:
      let title = moves ? "Step \(step ?? fit.steps.count - 1)" : "Data and fit"
      panels = [dataPanel(title, step), moves ? tracePanel(step) : fittedPanel]
    default: panels = [observedPanel(step), moves ? tracePanel(step) : fittedPanel]
    }
    let model = FitSummary.equation(fit.regression.model, labels)
    return Figure(
      name: "fit", title: Markup.quoted(labels.title), caption: moves ? nil : caption,
      alternativeText: "\(labels.title): \(model).", panels: panels)
  }

  private func chosen(_ values: [Double]) -> [Double] {
    shown.map { $0.map { values[$0] } } ?? values
  }

  private func fitted(_ step: Int?) -> [Double] {
    zip(fit.regression.targets, fit.residuals(step: step)).map { $0 - $1 }
  }

  // MARK: Panels

  /// The data, each point as full as it counts; a ring keeps sight of those that do not. Many points show
  /// by their number.
  private func dataPanel(_ title: String, _ step: Int?) -> any Panel {
    let (x, y) = (chosen(fit.regression.inputs[0]), chosen(fit.regression.targets))
    let weights = chosen(fit.relativeWeights(step: step))
    var marks: [any Mark] = []
    if fit.regression.count <= 2000 {
      marks.append(PointsMark(x: x, y: y, symbol: .ring, opacity: 0.6))
    }
    marks.append(PointsMark(x: x, y: y, weights: weights))
    marks.append(CurveMark(style: LineStyle(.category(1)), fit.curve(step: step)))
    return panel(title, x: labels.inputs[0], y: labels.target, marks)
  }

  private func observedPanel(_ step: Int?) -> any Panel {
    panel(
      "Observed against fitted", x: "fitted " + labels.target, y: labels.target,
      [
        CurveMark.line(
          slope: 1, intercept: 0, style: LineStyle(.foreground, width: 1.25, dash: [5, 3])),
        PointsMark(x: chosen(fitted(step)), y: chosen(fit.regression.targets)),
      ])
  }

  /// Residuals against fitted values, with the inliers' band, and what the rows are that are not regular.
  private var fittedPanel: any Panel {
    var marks: [any Mark] = [RuleMark(y: [0], style: LineStyle(.foreground, dash: [3, 3]))]
    if let deviation = fit.inlierStandardDeviation(), deviation > 0 {
      marks.append(BandMark(.y(Extent(-2 * deviation, 2 * deviation))))
    }
    let (x, y) = (fitted(nil), fit.residuals())
    marks.append(PointsMark(x: chosen(x), y: chosen(y)))
    for (kind, color) in [(RowKind.verticalOutlier, 3), (.goodLeverage, 2), (.badLeverage, 1)] {
      let rows = leverage?.rows(kind) ?? []
      if rows.isEmpty { continue }
      marks.append(
        PointsMark(
          x: rows.map { x[$0] }, y: rows.map { y[$0] }, paint: .category(color),
          label: kind.rawValue))
    }
    return panel("Residuals", x: "fitted " + labels.target, y: "residual", marks)
  }

  /// α and c of the adaptive loss, or what is minimised, from step to step.
  private func tracePanel(_ step: Int?) -> any Panel {
    let k = step ?? fit.steps.count - 1
    let (first, state) = (fit.steps[0], fit.steps[k])
    func text(_ value: Double, _ digits: Int) -> String { NumberText.fixed(value, digits: digits) }
    guard first.shape != fit.last.shape || first.scale != fit.last.scale else {
      return panel(
        "Loss \(text(state.loss, 4))", x: "step", y: "loss",
        Trace.marks(fit.steps.map(\.loss), upTo: k, LineStyle(.category(0))))
    }
    return panel(
      "$\\alpha = \(text(state.shape, 3))$, $c = \(text(state.scale, 4))$", x: "step", y: nil,
      Trace.marks(
        fit.steps.map(\.shape), upTo: k,
        LineStyle(.category(0), label: "$\\alpha$", placement: .legend))
        + Trace.marks(
          fit.steps.map(\.scale), upTo: k,
          LineStyle(.category(2), label: "$c$", placement: .legend)))
  }

  /// A histogram of the residuals and the fitted density, on a linear and on a logarithmic axis.
  private var residualPanels: [any Panel] {
    let residuals = fit.regression.targets
    let (shape, scale) = (fit.last.shape, fit.last.scale)
    let distribution = RobustDistribution(shape: shape, scale: scale)
    let farthest = max(residuals.lazy.map(\.magnitude).max() ?? 0, scale)
    let reach = farthest > 0 ? farthest : 1
    let near = scale > 0 ? min(reach, 8 * scale) : reach
    let (x, y) = Self.histogram(residuals, reach: near)
    let far = Self.histogram(residuals, reach: reach)
    let least = (far.y.filter { $0 > 0 }.min() ?? 1e-6) / 3
    let most = 2 * max(distribution.density(0), far.y.max() ?? 0)
    let curve = CurveMark(style: LineStyle(.category(1))) { distribution.density($0) }
    let style = LineStyle(.category(0))
    return [
      panel(
        "Residuals", x: labels.target, y: "density", [LineMark(x: x, y: y, style: style), curve],
        over: near),
      panel(
        "Their tails", x: labels.target, y: "density",
        [LineMark(x: far.x, y: far.y.map { max($0, least) }, style: style), curve], over: reach,
        logarithmic: .init(from: least, to: most)),
    ]
  }

  /// The outline of a histogram on [−reach, reach], as a density of all values.
  private static func histogram(_ values: [Double], reach: Double) -> (x: [Double], y: [Double]) {
    let count = max(10, min(80, Int((2 * Double(values.count)).squareRoot())))
    // Shares of the reach, as its double may be too large for a number.
    let width = reach / Double(count) * 2
    var bins = [Int](repeating: 0, count: count)
    for value in values where value.magnitude <= reach {
      bins[min(count - 1, Int((value / reach + 1) / 2 * Double(count)))] += 1
    }
    var (x, y) = ([-reach], [0.0])
    for (i, bin) in bins.enumerated() {
      let height = Double(bin) / (Double(values.count) * width)
      x += [-reach + Double(i) * width, -reach + Double(i + 1) * width]
      y += [height, height]
    }
    return (x + [reach], y + [0])
  }

  private var caption: String {
    let state = fit.last
    let outliers = fit.outliers().count { $0 }
    var parts = ["$\\alpha = \(NumberText.short(state.shape, digits: 4))$"]
    parts.append("$c = \(NumberText.short(state.scale, digits: 4))$")
    if let deviation = fit.inlierStandardDeviation() {
      parts.append("inliers' $\\sigma = \(NumberText.short(deviation, digits: 4))$")
    }
    let rows = fit.regression.count
    return "\(rows) rows, \(outliers) of them outliers; " + parts.joined(separator: ", ") + "."
  }

  /// A panel whose axes are named by the user's own words.
  private func panel(
    _ title: String, x: String, y: String?, _ marks: [any Mark], over reach: Double? = nil,
    logarithmic: Axis.Domain? = nil
  ) -> any Panel {
    var axes = (
      Axis(label: Markup.quoted(x), domain: reach.map { .init(from: -$0, to: $0) }),
      Axis(label: y.map(Markup.quoted))
    )
    if let logarithmic { (axes.1.scale, axes.1.domain) = (.log, logarithmic) }
    return PlanePanel(title: title, x: axes.0, y: axes.1, marks: marks)
  }
}
