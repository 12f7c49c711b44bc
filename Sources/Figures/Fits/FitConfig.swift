import Config
import Fitting
import Plotting
import RobustLoss

/// The config of a picture of fits, and the points that it names.
struct FitConfig {
  private(set) var text = ""
  private(set) var data: [String: Evaluation.Points] = [:]

  init(_ fit: Fit, _ labels: FitLabels, moves: Bool) {
    let panels: [String]
    switch fit.regression.inputs.count {
    case 0: panels = residualPanels(fit, labels)
    case 1:
      data["data"] = Evaluation.Points(x: fit.regression.inputs[0], y: fit.regression.targets)
      let left = Self.panel(
        x: labels.inputs[0], y: labels.target, title: moves ? "Step {step:.0f}" : "Data and fit",
        Self.weighted(fit.regression.count) + ["{line: {fit: fit}, color: 1}"])
      panels = [left, moves ? Self.tracePanel(fit) : fittedPanel(fit, labels)]
    default:
      let fitted = zip(fit.regression.targets, fit.residuals()).map { $0 - $1 }
      data["data"] = Evaluation.Points(x: fitted, y: fit.regression.targets)
      let left = Self.panel(
        x: "fitted " + labels.target, y: labels.target, title: "Observed against fitted",
        [
          "{line: {slope: 1, intercept: 0}, color: foreground, dash: true, width: 1.25}",
          "{points: {data: data}}",
        ])
      panels = [left, moves ? Self.tracePanel(fit) : fittedPanel(fit, labels)]
    }
    let frames =
      moves && fit.steps.count > 1
      ? "frames: {fit: fit, count: \(min(100, fit.steps.count)), rate: 20, hold: 2, write: svg}"
      : ""
    let model = FitSummary.equation(fit.regression.model, labels)
    text = Self.file(
      data: data.keys.sorted(), fits: ["fit"], title: labels.title, caption: caption(fit, moves),
      alt: "\(labels.title): \(model).", frames: frames, panels: panels)
  }

  init(comparing fits: [(name: String, fit: Fit)], _ labels: FitLabels) {
    var marks = ["{points: {data: data}, color: muted}"]
    let regression = fits[0].fit.regression
    let isCurve = regression.inputs.count == 1
    if isCurve {
      data["data"] = Evaluation.Points(x: regression.inputs[0], y: regression.targets)
      for (i, fit) in fits.enumerated() {
        marks.append(
          "{line: {fit: fit\(i)}, \(Self.look(i)), label: \(Self.quoted(Self.plain(fit.name))), label-at: legend}"
        )
      }
    } else {
      marks = ["{rule: {y: 0}}"]
      for (i, fit) in fits.enumerated() {
        let residuals = fit.fit.residuals().map(\.magnitude).sorted()
        let shares = residuals.indices.map { (Double($0) + 0.5) / Double(residuals.count) }
        data["data\(i)"] = Evaluation.Points(x: shares, y: residuals)
        marks.append(
          "{line: {data: data\(i)}, \(Self.look(i)), label: \(Self.quoted(Self.plain(fit.name))), label-at: legend}"
        )
      }
    }
    let panel = Self.panel(
      x: isCurve ? labels.inputs[0] : "share of the rows",
      y: isCurve ? labels.target : "magnitude of the residual", title: nil, marks,
      more: "legend: right")
    text = Self.file(
      data: data.keys.sorted(), fits: fits.indices.map { "fit\($0)" }, title: labels.title,
      caption: nil, alt: "\(labels.title): \(fits.count) fits of the same data.", frames: "",
      panels: [panel], more: "width: 640, aspect: 1.4, ")
  }

  // MARK: Panels

  /// The data, each point as full as it counts; a ring keeps sight of those that do not. Many points show
  /// by their number.
  private static func weighted(_ count: Int) -> [String] {
    let points = "{points: {data: data}, weights: fit}"
    return count > 2000 ? [points] : ["{points: {data: data}, symbol: ring, opacity: 0.6}", points]
  }

  /// Residuals against fitted values, with the inliers' band.
  private mutating func fittedPanel(_ fit: Fit, _ labels: FitLabels) -> String {
    let residuals = fit.residuals()
    let fitted = zip(fit.regression.targets, residuals).map { $0 - $1 }
    data["residuals"] = Evaluation.Points(x: fitted, y: residuals)
    var marks = ["{rule: {y: 0}, color: foreground}"]
    if let deviation = fit.inlierStandardDeviation(), deviation > 0 {
      marks.append("{band: {y: [\(-2 * deviation), \(2 * deviation)]}}")
    }
    marks.append("{points: {data: residuals}}")
    return Self.panel(
      x: "fitted " + labels.target, y: "residual", title: "Residuals", marks)
  }

  /// α and c of the adaptive loss, or what is minimised, from step to step.
  private static func tracePanel(_ fit: Fit) -> String {
    let (first, last) = (fit.steps[0], fit.last)
    guard first.shape != last.shape || first.scale != last.scale else {
      return panel(
        x: "step", y: "loss", title: "Loss {loss:.4f}",
        ["{trace: {fit: fit, of: loss}, color: 0}"])
    }
    return panel(
      x: "step", y: nil, title: "$\\alpha = {alpha:.3f}$, $c = {scale:.4f}$",
      [
        "{trace: {fit: fit, of: alpha}, color: 0, label: $\\alpha$, label-at: legend}",
        "{trace: {fit: fit, of: scale}, color: 2, label: $c$, label-at: legend}",
      ])
  }

  /// A histogram of the residuals and the fitted density, on a linear and on a logarithmic axis.
  private mutating func residualPanels(_ fit: Fit, _ labels: FitLabels) -> [String] {
    let residuals = fit.regression.targets
    let (shape, scale) = (fit.last.shape, fit.last.scale)
    let reach = max(residuals.lazy.map(\.magnitude).max() ?? 0, scale)
    let near = min(reach, 8 * scale)
    data["near"] = Self.histogram(residuals, reach: near)
    var far = Self.histogram(residuals, reach: reach)
    let least = (far.y.filter { $0 > 0 }.min() ?? 1e-6) / 3
    let most =
      2 * max(RobustDistribution(shape: shape, scale: scale).density(0), far.y.max() ?? 0)
    far.y = far.y.map { max($0, least) }
    data["far"] = far
    let curve = "{curves: density, alpha: \(number(shape)), scale: \(scale), color: 1}"
    return [
      Self.panel(
        x: labels.target, y: "density", title: "Residuals",
        ["{line: {data: near}, color: 0}", curve],
        xMore: ", domain: [\(-near), \(near)]"),
      Self.panel(
        x: labels.target, y: "density", title: "Their tails",
        ["{line: {data: far}, color: 0}", curve],
        xMore: ", domain: [\(-reach), \(reach)]",
        yMore: ", scale: log, domain: [\(least), \(most)]"),
    ]
  }

  /// The outline of a histogram on [−reach, reach], as a density of all values.
  private static func histogram(_ values: [Double], reach: Double) -> Evaluation.Points {
    let count = max(10, min(80, Int((2 * Double(values.count)).squareRoot())))
    // Shares of the reach, as its double may be too large for a number.
    let width = reach / Double(count) * 2
    var bins = [Int](repeating: 0, count: count)
    for value in values where value.magnitude <= reach {
      bins[min(count - 1, Int((value / reach + 1) / 2 * Double(count)))] += 1
    }
    var points = Evaluation.Points(x: [-reach], y: [0])
    for (i, bin) in bins.enumerated() {
      let height = Double(bin) / (Double(values.count) * width)
      points.x += [-reach + Double(i) * width, -reach + Double(i + 1) * width]
      points.y += [height, height]
    }
    points.x.append(reach)
    points.y.append(0)
    return points
  }

  private func caption(_ fit: Fit, _ moves: Bool) -> String? {
    if moves { return nil }
    let state = fit.last
    let outliers = fit.outliers().count { $0 }
    var parts = ["$\\alpha = \(NumberText.short(state.shape, digits: 4))$"]
    parts.append("$c = \(NumberText.short(state.scale, digits: 4))$")
    if let deviation = fit.inlierStandardDeviation() {
      parts.append("inliers' $\\sigma = \(NumberText.short(deviation, digits: 4))$")
    }
    let rows = fit.regression.count
    return
      "\(counted(rows, "row")), \(outliers) of them \(outliers == 1 ? "an outlier" : "outliers"); "
      + parts.joined(separator: ", ") + "."
  }

  /// Six colours, then the same with dashes.
  private static func look(_ i: Int) -> String {
    "color: \(i % 6)" + (i < 6 ? "" : ", dash: \([5 + 2 * (i / 6), 3])")
  }

  // MARK: Text

  private static func file(
    data: [String], fits: [String], title: String, caption: String?, alt: String, frames: String,
    panels: [String], more: String = ""
  ) -> String {
    let sources = data.map { "  \($0): {csv: data}" }.joined(separator: "\n")
    let models = fits.map { "  \($0): {data: \(data[0])}" }.joined(separator: "\n")
    return """
      data:
      \(sources)
      fits:
      \(models)
      figures:
        fit: {\(more)title: \(quoted(plain(title))), alt: \(quoted(alt)),
          \(caption.map { "caption: \(quoted($0))," } ?? "")
          \(frames.isEmpty ? "" : frames + ",")
          panels: [
            \(panels.joined(separator: ",\n      "))
          ]}
      """
  }

  private static func panel(
    x: String, y: String?, title: String?, _ marks: [String], xMore: String = "",
    yMore: String = "", more: String? = nil
  ) -> String {
    let yLabel = y.map { "label: \(quoted(plain($0)))" } ?? "grid: true"
    let heading = title.map { "title: \(quoted($0)), " } ?? ""
    let rest = more.map { $0 + ", " } ?? ""
    return "{\(heading)\(rest)x: {label: \(quoted(plain(x)))\(xMore)}, y: {\(yLabel)\(yMore)}, "
      + "marks: [\(marks.joined(separator: ", "))]}"
  }

  /// A text that means itself: signs of the markup are escaped, and so are braces.
  private static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\$".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private static func quoted(_ text: String) -> String { JSON.quoted(text) }
}

/// A number as a config has it.
private func number(_ value: Double) -> String {
  value == .infinity ? "inf" : value == -.infinity ? "-inf" : "\(value)"
}
