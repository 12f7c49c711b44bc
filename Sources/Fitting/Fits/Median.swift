/// The median of the magnitudes of some numbers; 0 if there are none.
func median(ofMagnitudes values: [Double]) -> Double {
  let sizes = values.map(\.magnitude).sorted()
  guard !sizes.isEmpty else { return 0 }
  let middle = sizes.count / 2
  // Halves, since the sum of the largest numbers is none.
  return sizes.count % 2 == 1 ? sizes[middle] : sizes[middle - 1] / 2 + sizes[middle] / 2
}

/// The median; NaN if there are no values.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}
