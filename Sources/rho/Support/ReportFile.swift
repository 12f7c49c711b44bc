import ArgumentParser
import Figures
import Reports

/// A file that a report is written to, with its pictures beside it if it is Markdown.
struct ReportFile {
  /// A form in which a report is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html
    case md
  }

  var path: String
  var format: Format
  var theme = FigureFile.ThemeChoice.both

  /// A file whose ending says its form: HTML unless it is `.md`.
  init(path: String, format: Format? = nil) {
    self.path = path
    self.format = format ?? (path.hasSuffix(".md") ? .md : .html)
  }

  /// Writes a report.
  /// - Parameter roles: what else is read and written.
  /// - Returns: the paths of the files.
  func write(_ report: Report, _ roles: FileRoles) throws -> [String] {
    var roles = roles
    switch format {
    case .html:
      let bytes = try html(report)
      if path == "-" {
        try Terminal.output.writeAll(bytes)
        return []
      }
      try roles.claim(path, as: "the report")
      try WrittenFiles.write(bytes, to: path)
      return [path]
    case .md:
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let folder = (name.hasSuffix(".md") ? String(name.dropLast(3)) : name) + "-pictures"
      let markdown = MarkdownReport(report, pictures: folder)
      let files =
        try markdown.pictures().map { (Self.path($0.path, beside: path), $0.bytes) }
        + [(path, try markdown.bytes())]
      for (path, _) in files { try roles.claim(path, as: "the report") }
      for (path, bytes) in files { try WrittenFiles.write(bytes, to: path) }
      return files.map(\.0)
    }
  }

  private func html(_ report: Report) throws -> [UInt8] {
    let scheme = HTMLReport.Scheme(rawValue: theme.rawValue) ?? .both
    return try HTMLReport(report, scheme: scheme).bytes()
  }

  /// A file in the folder of another.
  static func path(_ name: String, beside other: String) -> String {
    guard let slash = other.lastIndex(of: "/"), other != "<stdin>" else { return name }
    return other[...slash] + name
  }
}
