import Drawing
import Plotting

extension Section {
  /// The loss, its gradient, the weight and the density, whose shape and scale the reader changes.
  static func explorer(in themes: [Theme], _ typesetter: Typesetter) throws -> Section {
    Section(
      id: "explorer", heading: "Shape and scale, by hand",
      blocks: [
        .paragraph(
          "The shape $\\alpha$ decides how much far residuals count, the scale $c$ where “far” begins: "
            + "within the shaded strip, $|x| < c$, all shapes nearly agree."),
        .explorer(try Explorer(in: themes, typesetter)),
      ])
  }
}
