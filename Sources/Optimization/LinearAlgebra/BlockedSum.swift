/// Σ f(i) for i from 0 to `count` − 1: sums of 128 neighbours, and the sum of those sums, so that rounding
/// grows by a hundredth part of what it would along one running sum. The order depends on the count alone.
@inlinable
package func blockedSum(_ count: Int, _ term: (Int) -> Double) -> Double {
  var total = 0.0
  var start = 0
  while start < count {
    let end = min(start + 128, count)
    var sum = 0.0
    for i in start..<end { sum += term(i) }
    total += sum
    start = end
  }
  return total
}
