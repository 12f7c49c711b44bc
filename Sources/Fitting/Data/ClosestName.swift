/// The name that was probably meant by one that does not exist, or `nil` if none is near enough.
///
/// Near: a third of the letters wrong at most, and at least one may be, where a letter left out, added,
/// replaced, or swapped with its neighbour counts as one. Case does not count.
func closestName(to name: String, among names: [String]) -> String? {
  let limit = max(1, name.count / 3)
  var best: (name: String, distance: Int)?
  for candidate in names {
    // Names as long as a text cost much and are no slip of the pen.
    if abs(candidate.count - name.count) > limit || candidate.count > 100 { continue }
    let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
    // A name of one letter is near to every other; only its case may be wrong.
    if distance > limit || distance >= max(name.count, candidate.count) { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    (beforeLast, last) = (last, row)
  }
  return last[b.count]
}
