import Config
import Foundation
import Testing

@testable import Figures

/// The mistakes of a config, each as `line:column+length message`.
func mistakes(in yaml: String) -> [String] { mistakes(in: Array(yaml.utf8)) }

/// The mistakes of a config given as bytes.
func mistakes(in bytes: [UInt8]) -> [String] {
  do {
    _ = try FigureFile(bytes, path: "f.yaml")
    return []
  } catch let error as ConfigError {
    return error.diagnostics.map {
      ($0.line > 0 ? "\($0.line):\($0.column)+\($0.length) " : "") + $0.message
    }
  } catch {
    return ["not a config error: \(error)"]
  }
}

/// A config of one panel: `more` above the figures, `panel` inside the panel's braces.
func config(_ panel: String, more: String = "define: {c: 1.1}") -> String {
  """
  \(more)
  figures:
    one:
      panels:
        - {\(panel)}
  """
}
