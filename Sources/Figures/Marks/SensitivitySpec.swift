import Config
import Fitting
import Plotting
import RobustLoss

/// How an estimate of location follows one outlier: the sensitivity curve of robust statistics (Tukey,
/// 1970; Hampel et al., Robust Statistics, 1986, section 2.1e).
struct SensitivitySpec: MarkSpec {
  var family: CurvesSpec
  var sample: Int

  func marks(in evaluation: Evaluation) -> [any Mark] {
    let residuals = Location.normalScores(sample).map { $0 * family.scale }
    return family.shapes.indices.map { i in
      let loss = GeneralLoss<Double>(shape: family.shapes[i], scale: family.scale)
      return CurveMark(style: family.style(i, of: family.shapes)) { outlier in
        Location.estimate(residuals + [outlier], loss: loss)
      }
    }
  }

  static let kind = MarkKind(
    "sensitivity",
    ObjectSpec(
      "a sensitivity mark",
      "The location that minimises the sum of losses of a normal sample and one outlier, against the place of the outlier.",
      [.init("sensitivity", .object { inner }, "The sample.", required: true)] + CurvesSpec.family)
  ) { fields, _ in
    guard let family = CurvesSpec(fields, quantity: .rho),
      let inner = fields.fields("sensitivity")
    else { return nil }
    return SensitivitySpec(
      family: family, sample: inner.orDefault { $0.integer("sample", in: 2...1000) })
  }

  private static let inner = ObjectSpec(
    "a sensitivity", "The sample beside the outlier.",
    [.init("sample", .integer, "How many normal residuals there are.", default: "20")])
}
