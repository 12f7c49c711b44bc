/// How often values fall into equal bins, as a density.
struct Histogram {
  /// The edges of the bins, one more than bins.
  let edges: [Double]
  /// The share of all values in each bin, divided by the bin's width.
  let densities: [Double]
  /// How many values lie beyond the bins.
  let outside: Int

  /// Bins as wide as D. Freedman and P. Diaconis propose (1981): twice the quartiles' distance divided by
  /// ∛n, about as far as eight of these distances; far values are counted, not shown.
  /// - Parameter values: of those beyond ±10³⁰⁰ only the sign counts; what is not a number, as the residuals of
  ///   a fit that went astray, lies outside.
  init(_ values: [Double]) {
    var sorted = values.filter { !$0.isNaN }.map { min(max($0, -1e300), 1e300) }.sorted()
    let strays = values.count - sorted.count
    if sorted.isEmpty { sorted = [0] }
    func quartile(_ share: Double) -> Double { sorted[Int(share * Double(sorted.count - 1))] }
    let (middle, spread) = (quartile(0.5), quartile(0.75) - quartile(0.25))
    let least = sorted[0]
    let most = sorted[sorted.count - 1]
    let reach = spread > 0 ? 4 * spread : max(most - least, middle.magnitude, 1)
    let lower = max(least, middle - reach)
    let upper = max(min(most, middle + reach), lower)
    let width = 2 * spread / Double(sorted.count).cubeRoot
    let wanted = width > 0 ? ((upper - lower) / width).rounded(.up) : 12
    let count = Int(min(max(8, wanted), 80))
    let range = upper > lower ? upper - lower : 1
    let start = upper > lower ? lower : lower - 0.5
    edges = (0...count).map { start + range * Double($0) / Double(count) }
    var bins = [Int](repeating: 0, count: count)
    var outside = strays
    for value in sorted where strays < values.count {
      if value < lower || value > upper {
        outside += 1
      } else {
        bins[min(count - 1, Int((value - start) / range * Double(count)))] += 1
      }
    }
    self.outside = outside
    densities = bins.map { Double($0) / Double(sorted.count) / (range / Double(count)) }
  }

  /// The outline as steps: x and y of its corners.
  var outline: (x: [Double], y: [Double]) {
    var x: [Double] = []
    var y: [Double] = []
    for (i, density) in densities.enumerated() {
      x += [edges[i], edges[i + 1]]
      y += [density, density]
    }
    return (x, y)
  }
}

extension Double {
  /// ∛ of a positive number, as exp(log/3) would give it, by Newton's method.
  fileprivate var cubeRoot: Double {
    var root = max(self, 1)
    for _ in 0..<200 {
      let next = (2 * root + self / (root * root)) / 3
      if !(next < root) { break }
      root = next
    }
    return root
  }
}
