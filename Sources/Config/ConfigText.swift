/// The text that a config was read from: what tells a mistake with its place and its line.
package final class ConfigText: Sendable {
  /// The file, as the user named it.
  package let file: String
  package let lines: SourceLines

  package init(file: String, lines: SourceLines) {
    self.file = file
    self.lines = lines
  }

  /// A mistake at a place.
  package func diagnostic(_ place: ConfigNode.Place, _ message: String) -> Diagnostic {
    Diagnostic(
      file: file, line: place.line, column: place.column, length: place.length, message: message,
      source: lines[place.line])
  }

  /// A mistake at a place, to be thrown.
  package func error(_ place: ConfigNode.Place, _ message: String) -> ConfigError {
    ConfigError([diagnostic(place, message)])
  }
}
