import Drawing

/// What somebody who mistyped a name may have meant, among the names that there are.
package func nearest(to word: String, among candidates: [String]) -> String? {
  if let same = candidates.first(where: { $0.lowercased() == word.lowercased() }) { return same }
  // A single letter is near to every other, and a long text is no slip of the pen.
  guard word.count > 1, word.count <= 100 else { return nil }
  return Suggestion.nearest(to: word, among: candidates)
}
