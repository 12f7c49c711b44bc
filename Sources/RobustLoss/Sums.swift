/// Σ xᵢ, of eight running sums: that of every eighth number from the first, from the second and so on.
///
/// One running sum would wait for each addition to end before it starts the next. The order of the
/// additions depends on the count alone, so the bits are the same on every machine.
package func sum(_ x: [Double]) -> Double {
  x.withUnsafeBufferPointer { x in
    runningSums(count: x.count) {
      x.eight(at: $0)
    } rest: {
      x[$0]
    }
  }
}

/// Σ aᵢbᵢ in the same order, of arrays or slices of as many numbers.
package func sumOfProducts(_ a: ArraySlice<Double>, _ b: [Double]) -> Double {
  precondition(a.count == b.count, "as many factors on either side")
  return a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      runningSums(count: a.count) {
        a.eight(at: $0) * b.eight(at: $0)
      } rest: {
        a[$0] * b[$0]
      }
    }
  }
}

@inline(__always)
private func runningSums(
  count: Int, _ eight: (Int) -> SIMD8<Double>, rest: (Int) -> Double
) -> Double {
  var sums = SIMD8<Double>()
  let whole = count & ~7
  for i in stride(from: 0, to: whole, by: 8) { sums += eight(i) }
  for i in whole..<count { sums[i & 7] += rest(i) }
  let four = sums.lowHalf + sums.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}

extension UnsafeBufferPointer<Double> {
  @inline(__always)
  fileprivate func eight(at i: Int) -> SIMD8<Double> {
    UnsafeRawPointer(baseAddress! + i).loadUnaligned(as: SIMD8<Double>.self)
  }
}
