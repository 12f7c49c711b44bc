/// What somebody who mistyped a word may have meant.
package enum Suggestion {
  /// The candidate that differs in case alone, or else the one with the fewest edits (insertions, deletions,
  /// replacements, swaps of neighbours; case does not count); nil if none is near: at most two edits, and no
  /// more than half of the word's letters.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let folded = word.lowercased()
    if let same = candidates.first(where: { $0.lowercased() == folded }) { return same }
    // One letter is as near to any other, and a text is no slip of the pen.
    guard word.count > 1, word.count <= longest else { return nil }
    let limit = min(2, word.count / 2)
    var best: (name: String, edits: Int)?
    for candidate in candidates where abs(candidate.count - word.count) <= limit {
      let edits = distance(Array(folded), Array(candidate.lowercased()))
      if edits <= limit, edits < best?.edits ?? Int.max { best = (candidate, edits) }
    }
    return best?.name
  }

  private static let longest = 100

  /// The restricted edit distance of Damerau and Levenshtein.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
