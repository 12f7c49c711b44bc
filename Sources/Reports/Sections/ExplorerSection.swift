import Drawing
import Plotting

extension Section {
  /// The loss, its gradient, the weight and the density, whose shape and scale the reader changes.
  static func explorer(in themes: [Theme], _ typesetter: Typesetter) throws -> Section {
    section(try Explorer(in: themes, typesetter), "")
  }

  /// The same, from the shape and scale of a fit; nil if they cannot be drawn.
  static func explorer(
    of findings: FitFindings, in themes: [Theme], _ typesetter: Typesetter
  ) throws -> Section? {
    let summary = findings.summary
    // The scale of Huber's loss is that of its bend, and the absolute value's merely rounds its tip; what
    // the residuals' spread is says more there.
    let spread = findings.deviation ?? summary.scale
    let isOwn = findings.isGeneralLoss && summary.scale > spread / 20
    let scale = isOwn ? summary.scale : spread
    // Axes have to hold x in units of c, and densities in units of 1/c.
    guard summary.shape <= 4, (1e-300...1e300).contains(scale) else { return nil }
    return section(
      try Explorer(shape: summary.shape, scale: scale, in: themes, typesetter),
      isOwn
        ? " The picture begins at those of the fit."
        : " The picture begins at the fit’s shape and, for a scale, its residuals’ deviation.")
  }

  private static func section(_ explorer: Explorer, _ more: String) -> Section {
    Section(
      id: "explorer", heading: "Shape and scale, by hand",
      blocks: [
        .paragraph(
          "The shape $\\alpha$ decides how much far residuals count, the scale $c$ where “far” begins: "
            + "within the shaded strip, $|x| < c$, all shapes nearly agree." + more),
        .explorer(explorer),
      ])
  }
}
