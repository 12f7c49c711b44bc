/// What the YAML reader's complaints mean to somebody who does not know its inner workings.
enum YAMLProblem {
  private static let known: [(problem: String, message: String)] = [
    ("Maximum nesting level", "too many levels of lists and mappings inside one another"),
    ("found unexpected end of stream", "this quote is not closed"),
    (
      "found character '\\t'",
      "a tab cannot indent a line; use spaces"
    ),
    (
      "found character that cannot start any token",
      "this character cannot start a value; put the value in quotes"
    ),
    (
      "mapping values are not allowed in this context",
      "a ': ' inside a value, or a key indented wrongly; put a text with ': ' in quotes"
    ),
    ("did not find expected ',' or ']'", "a ',' or the closing ']' of this list is missing"),
    ("did not find expected ',' or '}'", "a ',' or the closing '}' of this mapping is missing"),
    (
      "did not find expected key",
      "a key was expected here; is the indentation the same as that of the keys above?"
    ),
    (
      "did not find expected '-' indicator",
      "a '-' was expected here; is the indentation the same as that of the items above?"
    ),
    (
      "could not find expected ':'",
      "a ':' is missing after a key, or a quote or bracket is not closed"
    ),
    (
      "found unknown escape character",
      "an unknown escape in double quotes; write \\\\ for a backslash"
    ),
    ("did not find expected hexadecimal number", "an escape with too few hexadecimal digits"),
    ("found undefined tag handle", "an unknown tag; values that begin with '!' need quotes"),
    ("block sequence entries are not allowed in this context", "a '- ' where no list can begin"),
    ("did not find expected <document start>", "text after the end of the document"),
    ("did not find expected node content", "a value is missing here"),
    ("did not find expected alphabetic or numeric character", "an anchor or alias without a name"),
    ("found undefined alias", "an alias without an anchor above it, or inside its own anchor"),
    ("but found another document", "a second document; a config is one, without '---' inside"),
    ("control characters are not allowed", "a control character; remove it"),
  ]

  /// A message for a complaint.
  static func message(_ problem: String, context: String?) -> String {
    for entry in known where problem.hasPrefix(entry.problem) { return entry.message }
    return "YAML: " + (context.map { "\($0), " } ?? "") + problem
  }

  /// Whether the place where something was opened is the one to show.
  static func isAboutOpening(_ problem: String) -> Bool {
    problem.hasPrefix("found unexpected end of stream")
      || problem.hasPrefix("did not find expected ','")
  }
}
