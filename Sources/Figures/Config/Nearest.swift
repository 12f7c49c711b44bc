import Drawing

/// What somebody who mistyped a name may have meant, among the names that there are.
func nearest(to word: String, among candidates: [String]) -> String? {
  Suggestion.nearest(to: word, among: candidates)
}
