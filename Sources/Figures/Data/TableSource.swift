import Config
import Fitting
import Tables

/// A CSV file, relative to the config.
struct TableSource: DataSource {
  var path: String

  var files: [String] { [path] }

  func rows(beside config: String) throws -> Dataset {
    let resolved = FilePath.resolve(path, beside: config)
    if AtomicFile.isDevice(resolved) {
      throw FigureError(
        "'\(path)' is a pipe or a device; a table is read again for every change, so write it to a file"
      )
    }
    return try Dataset(csvFile: resolved)
  }

  static let kind = DataSourceKind(
    key: .init("csv", .string, "A CSV file with a header, relative to this file."),
    example: "csv: path"
  ) { fields in fields.string("csv").map(TableSource.init) }
}
