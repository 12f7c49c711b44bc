/// Mistakes that are collected, so that all are told at once.
package struct Mistakes {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package var isEmpty: Bool { diagnostics.isEmpty }

  /// All of them, to be thrown.
  package var error: ConfigError { ConfigError(diagnostics) }

  /// Takes what can be made, or notes why it cannot.
  @discardableResult
  package mutating func taking<Value>(_ make: () throws(ConfigError) -> Value) -> Value? {
    do throws(ConfigError) {
      return try make()
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }
}
