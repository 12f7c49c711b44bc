import Config
import Fitting
import Tables

/// The tutorial's toy regression, drawn with a seed.
struct ToySource: DataSource {
  var count: Int
  var seed: Int
  var outliers: Double

  var files: [String] { [] }

  func rows(beside config: String) throws -> Dataset {
    try ToyRegression(count: count, seed: UInt64(seed), outlierProbability: outliers).dataset()
  }

  static let kind = DataSourceKind(
    key: .init("toy", .object { spec }, "The tutorial's toy regression, drawn with a seed."),
    example: "toy: {count: 50, seed: 1}"
  ) { fields in
    guard let toy = fields.fields("toy") else { return nil }
    return ToySource(
      count: toy.orDefault { $0.integer("count", in: 2...1_000_000) },
      seed: toy.orDefault { $0.integer("seed", in: 0...Int(Int32.max)) },
      outliers: toy.orDefault { $0.constant("outliers", .between(0, 1)) })
  }

  private static let spec = ObjectSpec(
    "a toy regression", "x uniform on [0, 1], y = 0.7x + 0.15 + N(0, 0.025), some y replaced.",
    [
      .init("count", .integer, "The number of points.", default: "50"),
      .init(
        "seed", .integer, "The seed: the same seed gives the same points everywhere.",
        default: "1"),
      .init("outliers", .number, "The probability of an outlier.", default: "0.1"),
    ])
}
