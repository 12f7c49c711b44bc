import Config
import Drawing
import Figures
import Plotting
import RobustLoss

extension Section {
  /// The residuals against what they should not depend on, and against the fitted distribution.
  static func residuals(
    _ findings: FitFindings, in themes: [Theme], _ typesetter: Typesetter
  ) throws -> Section {
    let plots = ResidualPlots(findings)
    var figures: [(figure: Figure, title: String, caption: String)] = []
    if findings.hasModel { figures.append(plots.scatter) }
    figures.append(plots.distribution)
    var blocks = try figures.map { plot -> Block in
      .picture(
        try Picture(plot.figure, title: plot.title, caption: plot.caption, in: themes, typesetter))
    }
    if findings.distribution == nil {
      blocks.append(
        .paragraph(
          "There is no density to compare with: of the general loss, only shapes $\\alpha \\ge 0$ have "
            + "one. Below, $\\exp(-\\rho)$ has no finite integral."))
    }
    return Section(id: "residuals", heading: "Residuals", blocks: blocks)
  }
}

/// The plots of a fit's residuals.
private struct ResidualPlots {
  let findings: FitFindings

  init(_ findings: FitFindings) { self.findings = findings }

  typealias Words = (figure: Figure, title: String, caption: String)

  private var residuals: [Double] { findings.rows.map(\.residual) }

  // MARK: Against x

  /// Residuals against each input of one or two, otherwise against the fitted values.
  var scatter: Words {
    let inputs = findings.labels.inputs
    var panels: [any Panel] = []
    if inputs.count <= 2 {
      for (j, name) in inputs.enumerated() { panels.append(panel(name) { $0.inputs[j] }) }
    } else {
      panels.append(panel("fitted " + findings.labels.target) { $0.fitted })
    }
    let against = inputs.count <= 2 ? "the input" : "the fitted value"
    let band =
      findings.deviation.map {
        " The band is twice the inliers’ deviation, $\\sigma = \(NumberText.short($0, digits: 4))$."
      } ?? ""
    let outliers = findings.rows.count(where: \.isOutlier)
    return (
      Figure(
        name: "residuals",
        alternativeText:
          "The residuals of \(counted(findings.rows.count, "row")) against \(against); "
          + (outliers == 1
            ? "1 outlier is marked by a cross." : "\(outliers) outliers are marked by crosses."),
        panels: panels, width: panels.count > 1 ? 800 : 560,
        aspect: panels.count > 1 ? 1.3 : 1.6, sharesY: true),
      "Against \(against)",
      "No trend and no change of width should be seen." + band
        + (findings.rows.count > Self.mostPoints
          ? " Of the \(findings.rows.count) rows a part is drawn." : "")
    )
  }

  /// At most so many inliers, and as many outliers, are drawn: more would hide one another.
  private static let mostPoints = 4000

  private static func thinned(_ rows: [FitFindings.Row]) -> [FitFindings.Row] {
    guard rows.count > mostPoints else { return rows }
    return (0..<mostPoints).map { rows[$0 * (rows.count - 1) / (mostPoints - 1)] }
  }

  private func panel(_ name: String, _ x: (FitFindings.Row) -> Double) -> any Panel {
    let inliers = Self.thinned(findings.rows.filter { !$0.isOutlier })
    let outliers = Self.thinned(findings.rows.filter(\.isOutlier))
    var marks: [any Mark] = []
    if let deviation = findings.deviation, deviation > 0 {
      marks.append(BandMark(.y(Extent(-2 * deviation, 2 * deviation))))
    }
    marks.append(RuleMark(y: [0], style: LineStyle(.foreground)))
    marks.append(
      PointsMark(
        x: inliers.map(x), y: inliers.map(\.residual),
        opacity: inliers.count > 1000 ? 0.35 : 0.8, label: outliers.isEmpty ? nil : "inliers"))
    if !outliers.isEmpty {
      marks.append(
        PointsMark(
          x: outliers.map(x), y: outliers.map(\.residual), symbol: .cross, paint: .alert, size: 7,
          label: "outliers"))
    }
    return PlanePanel(
      x: Axis(label: Markup.quoted(name)), y: Axis(label: "residual"), marks: marks)
  }

  // MARK: Against the distribution

  /// A histogram, and beside it, where there is a distribution, quantiles against quantiles.
  var distribution: Words {
    let histogram = Histogram(residuals)
    var caption = ""
    if histogram.outside > 0 {
      caption =
        histogram.outside == 1
        ? "One residual lies beyond the histogram. "
        : "\(histogram.outside) residuals lie beyond the histogram. "
    }
    var panels: [any Panel] = [histogramPanel(histogram)]
    var alternative = "A histogram of \(residuals.count) residuals"
    if let distribution = findings.distribution {
      panels.append(quantilePanel(distribution))
      caption +=
        "If the loss suits the residuals, the curve follows the histogram, and the points the line."
      alternative +=
        " with the fitted density, and the residuals’ quantiles against those of the fitted "
        + "distribution."
    } else {
      alternative += "."
    }
    return (
      Figure(
        name: "distribution", alternativeText: alternative, panels: panels,
        width: panels.count > 1 ? 800 : 560, aspect: panels.count > 1 ? 1.3 : 1.6),
      findings.distribution == nil ? "Their distribution" : "Against the fitted distribution",
      caption
    )
  }

  private func histogramPanel(_ histogram: Histogram) -> any Panel {
    let (x, y) = histogram.outline
    let zero = [Double](repeating: 0, count: x.count)
    var marks: [any Mark] = [
      BandMark(.lines(x: x, lower: zero, upper: y), paint: .category(0), opacity: 0.3)
    ]
    if let distribution = findings.distribution {
      marks.append(CurveMark(style: LineStyle(.category(1))) { distribution.density($0) })
    }
    return PlanePanel(
      title: findings.distribution == nil ? nil : "Histogram and density",
      x: Axis(
        label: "residual", domain: .init(from: histogram.edges.first!, to: histogram.edges.last!)),
      y: Axis(label: "density"), marks: marks)
  }

  /// At most so many points: more are not told apart.
  private static let mostQuantiles = 500

  private func quantilePanel(_ distribution: RobustDistribution<Double>) -> any Panel {
    let sorted = residuals.sorted()
    let n = sorted.count
    let count = min(n, Self.mostQuantiles)
    // Evenly by rank, the first and the last among them.
    let ranks = (0..<count).map { count == n ? $0 : $0 * (n - 1) / (count - 1) }
    let expected = ranks.map { distribution.quantile((Double($0) + 0.5) / Double(n)) }
    let observed = ranks.map { sorted[$0] }
    let farthest = (expected + observed).lazy.map(\.magnitude).max() ?? 1
    // Heavy tails take all of a linear axis.
    let scale: Scale.Kind =
      farthest > 20 * distribution.scale ? .symlog(threshold: 2 * distribution.scale) : .linear
    let reach = farthest * 1.05
    let domain = Axis.Domain(from: -reach, to: reach)
    return PlanePanel(
      title: "Quantiles",
      x: Axis(label: "fitted distribution", domain: domain, scale: scale),
      y: Axis(label: "residual", domain: domain, scale: scale),
      marks: [
        LineMark(
          x: [-reach, reach], y: [-reach, reach],
          style: LineStyle(.foreground, width: 1.25, dash: [5, 3])),
        PointsMark(x: expected, y: observed),
      ])
  }
}
