import Config
import Fitting
import Tables

extension Diagnostic {
  /// A mistake in a data file, with the line that has it.
  package init(_ error: TableError) {
    self.init(
      file: error.file, line: error.line, column: error.column,
      message: error.message + (error.remedy.map { "; \($0)" } ?? ""),
      source: error.source.isEmpty ? Self.line(error.line, of: error.file) : error.source)
  }

  /// A line of a file that can be read again.
  private static func line(_ number: Int, of file: String) -> String {
    guard let bytes = try? AtomicFile.read(file, limit: 1 << 26) else { return "" }
    return SourceLines(String(decoding: bytes, as: UTF8.self))[number]
  }
}
