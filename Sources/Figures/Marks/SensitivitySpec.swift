import Config
import Fitting
import Plotting
import RobustLoss

/// How an estimate of location follows one outlier: the sensitivity curve of robust statistics (Tukey,
/// 1970; Hampel et al., Robust Statistics, 1986, section 2.1e).
struct SensitivitySpec: MarkSpec {
  var family: FamilySpec
  var sample: Number

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    let scale = try family.scale.value(in: names)
    let residuals = Location.normalScores(Int(try sample.value(in: names))).map { $0 * scale }
    return try family.curves(in: names) { loss in
      { outlier in Location.estimate(residuals + [outlier], loss: loss) }
    }
  }

  static let kind = MarkKind(
    "sensitivity",
    ObjectSpec(
      "a sensitivity mark",
      "The location that minimises the sum of losses of a normal sample and one outlier, against the place of the outlier.",
      [.init("sensitivity", .object { inner }, "The sample.", required: true)] + FamilySpec.keys)
  ) { fields, _ in
    let family = FamilySpec(fields)
    guard let inner = fields.fields("sensitivity") else { return nil }
    return SensitivitySpec(
      family: family, sample: inner.orDefault { $0.number("sample", .whole(2...1000)) })
  }

  private static let inner = ObjectSpec(
    "a sensitivity", "The sample beside the outlier.",
    [.init("sample", .integer, "How many normal residuals there are.", default: "20")])
}
