import Config
import Fitting

extension Diagnostic {
  /// A mistake in a data file, with the line that has it.
  package init(_ error: CSVError) {
    let bytes = (try? AtomicFile.read(error.file, limit: 1 << 26)) ?? []
    self.init(
      file: error.file, line: error.line, column: error.column,
      message: error.message + (error.remedy.map { "; \($0)" } ?? ""),
      source: SourceLines(String(decoding: bytes, as: UTF8.self))[error.line])
  }
}
