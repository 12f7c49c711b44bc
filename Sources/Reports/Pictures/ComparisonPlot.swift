import Drawing
import Figures
import Fitting
import Plotting

/// A picture of several fits of the same data.
enum ComparisonPlot {
  /// Of one input the curves over the data, of more the magnitudes of the residuals.
  static func figure(_ fits: [(name: String, fit: Fit)], _ labels: FitLabels) -> Figure {
    let regression = fits[0].fit.regression
    let isCurve = regression.inputs.count == 1
    var marks: [any Mark] =
      isCurve
      ? [PointsMark(x: regression.inputs[0], y: regression.targets, paint: .muted)]
      : [RuleMark(y: [0])]
    for (i, (name, fit)) in fits.enumerated() {
      let style = style(i, name)
      if isCurve {
        marks.append(CurveMark(style: style, fit.regression.model.curve(fit.parameters)))
      } else {
        let residuals = fit.residuals().map(\.magnitude).sorted()
        let shares = residuals.indices.map { (Double($0) + 0.5) / Double(residuals.count) }
        marks.append(LineMark(x: shares, y: residuals, style: style))
      }
    }
    let panel = PlanePanel(
      x: Axis(label: isCurve ? Markup.quoted(labels.inputs[0]) : "share of the rows"),
      y: Axis(label: isCurve ? Markup.quoted(labels.target) : "magnitude of the residual"),
      marks: marks, legend: .right)
    return Figure(
      name: "fit", title: Markup.quoted(labels.title),
      alternativeText: "\(labels.title): \(fits.count) fits of the same data.", panels: [panel],
      width: 640, aspect: 1.4)
  }

  /// Six colours, then the same with dashes.
  private static func style(_ i: Int, _ name: String) -> LineStyle {
    LineStyle(
      .category(i % 6), dash: i < 6 ? [] : [Double(5 + 2 * (i / 6)), 3],
      label: Markup.quoted(name), placement: .legend)
  }
}
