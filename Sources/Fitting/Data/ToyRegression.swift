import Tables

/// The data of the toy regression: points near a line, a few of which were moved far from it.
///
/// x ~ U(0, 1), y = slope·x + intercept + N(0, noise²); then, with probability `outlierProbability`, y
/// is replaced by 0.05 + 0.4·(1 − sign(y − 0.5)): by 0.85 if it was below ½, by 0.05 if above. So the
/// outliers lie on the wrong side, low where the line is high, and tilt the least-squares line.
///
/// The points are drawn one after the other: x, the noise of y, whether it is an outlier. So the first n
/// points do not depend on `count`, and x and the noise do not depend on `outlierProbability`. The same
/// seed gives the same bits everywhere (`Xoshiro256`). It is not NumPy's generator: the tutorial's own
/// draw is a file, `toy.csv`.
///
///     let data = try ToyRegression(seed: 7).dataset()
///     let (x, y) = (try data.column("x"), try data.column("y"))
public struct ToyRegression: Hashable, Sendable {
  /// The number of points, at least 0.
  public var count: Int
  /// The seed of the generator; every seed is a draw of its own.
  public var seed: UInt64
  /// The true line's slope.
  public var slope: Double
  /// The true line's value at x = 0.
  public var intercept: Double
  /// The standard deviation of the inliers about the line, at least 0.
  public var noise: Double
  /// How probable it is that a point is an outlier, in [0, 1].
  public var outlierProbability: Double

  /// The tutorial's settings, except for what is given.
  public init(
    count: Int = 50, seed: UInt64 = 1, slope: Double = 0.7, intercept: Double = 0.15,
    noise: Double = 0.025, outlierProbability: Double = 0.1
  ) {
    self.count = count
    self.seed = seed
    self.slope = slope
    self.intercept = intercept
    self.noise = noise
    self.outlierProbability = outlierProbability
  }

  /// Draws the points: columns `x`, `y` and `outlier` (1 for an outlier, 0 for the others).
  ///
  /// - Throws: `FitError.invalidSetting` if a setting is outside its range.
  public func dataset() throws(FitError) -> Dataset {
    try require(count >= 0, "count", Double(count), "at least 0")
    try require(slope.isFinite, "slope", slope, "finite")
    try require(intercept.isFinite, "intercept", intercept, "finite")
    try require(noise.isFinite && noise >= 0, "noise", noise, "finite and at least 0")
    try require(
      0...1 ~= outlierProbability, "outlierProbability", outlierProbability, "from 0 to 1")

    var generator = Xoshiro256(seed: seed)
    var (x, y, outlier) = ([Double](), [Double](), [Double]())
    for _ in 0..<count {
      x.append(generator.uniform())
      y.append(slope * x.last! + intercept + noise * generator.normal())
      let isOutlier = generator.uniform() < outlierProbability
      outlier.append(isOutlier ? 1 : 0)
      if isOutlier { y[y.count - 1] = 0.05 + 0.4 * (1 - Self.sign(y.last! - 0.5)) }
    }
    return Dataset(
      source: "toy regression (seed \(seed))", count: count,
      columns: [
        Dataset.Column(name: "x", values: x), Dataset.Column(name: "y", values: y),
        Dataset.Column(name: "outlier", values: outlier),
      ])
  }

  private static func sign(_ x: Double) -> Double { x > 0 ? 1 : x < 0 ? -1 : 0 }
}
