/// The scale Qn: 2.2219 times about the first quartile of the distances between all pairs of values. Half of
/// them may be anything, and unlike the median deviation it needs no centre (P. Rousseeuw and C. Croux,
/// "Alternatives to the median absolute deviation", 1993).
enum Qn {
  /// Qn of values, consistent for the standard deviation of normal ones; 0 if more than half are equal, or if
  /// there are fewer than two.
  static func scale(_ values: [Double]) -> Double {
    let n = values.count
    guard n > 1 else { return 0 }
    let sorted = values.sorted()
    let h = n / 2 + 1
    return 2.219144465985076 * correction(n) * distance(sorted, rank: h * (h - 1) / 2)
  }

  /// The k-th smallest distance of pairs, k from 1.
  static func distance(_ sorted: [Double], rank: Int) -> Double {
    // Halving the bits of a number of at least 0 ends at the exact distance after 64 counts.
    var (low, high) = (UInt64(0), (sorted[sorted.count - 1] - sorted[0]).bitPattern)
    while low < high {
      let middle = low + (high - low) / 2
      if count(sorted, upTo: Double(bitPattern: middle)) >= rank {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return Double(bitPattern: low)
  }

  /// How many pairs are no farther apart than this.
  private static func count(_ sorted: [Double], upTo distance: Double) -> Int {
    sorted.withUnsafeBufferPointer { sorted in
      var count = 0
      var first = 0
      for last in sorted.indices {
        while sorted[last] - sorted[first] > distance { first += 1 }
        count += last - first
      }
      return count
    }
  }

  /// For small samples (C. Croux and P. Rousseeuw, "Time-efficient algorithms for two highly robust
  /// estimators of scale", 1992).
  private static func correction(_ n: Int) -> Double {
    let small = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872]
    if n < 10 { return small[n - 2] }
    return n % 2 == 1 ? Double(n) / (Double(n) + 1.4) : Double(n) / (Double(n) + 3.8)
  }
}
