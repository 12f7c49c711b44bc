/// What somebody who mistyped a word may have meant.
package enum Suggestion {
  /// The candidate with the fewest edits (insertions, deletions, replacements, swaps of neighbours)
  /// from `word`; nil if none is near: at most two edits, and fewer than half of the word's letters.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    // One letter is as near to any other.
    guard word.count > 1 else { return nil }
    let limit = min(2, max(1, word.count / 2))
    var best: (name: String, edits: Int)?
    for candidate in candidates where abs(candidate.count - word.count) <= limit {
      let edits = distance(Array(word.lowercased()), Array(candidate.lowercased()))
      if edits <= limit, edits < best?.edits ?? Int.max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// The restricted edit distance of Damerau and Levenshtein.
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
