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
    let sample = inner.orDefault { $0.number("sample", .whole(2...1000)) }
    // A sample that depends on a frame may grow to the largest.
    let count = sample.known?.number ?? 1000
    if count * Double(family.shapes.count) > most {
      fields.fail(
        "alpha",
        "\(family.shapes.count) shapes of a sample of \(Int(count)) take too long; give at most "
          + "\(Int(most / count)), or a smaller sample")
    }
    return SensitivitySpec(family: family, sample: sample)
  }

  /// The most shapes times residuals: each is asked for at a thousand places.
  private static let most = 20_000.0

  private static let inner = ObjectSpec(
    "a sensitivity", "The sample beside the outlier.",
    [.init("sample", .integer, "How many normal residuals there are.", default: "20")])
}
