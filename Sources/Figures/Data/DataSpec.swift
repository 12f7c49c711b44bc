import Config
import Fitting
import Tables

/// A data set as a config declares it.
struct DataSpec: Sendable {
  var source: any DataSource
  /// The key that declares the source.
  var sourceKey: String
  var x: String
  var y: String
  var outlier: String?
  /// Only rows in which a column has a value.
  var condition: (column: String, value: Double)?
  /// Where it is declared, for faults that show only when it is read.
  var place: ConfigNode.Place
  /// Where its keys have their values.
  private var places: [String: ConfigNode.Place] = [:]

  /// The place of a key's value; that of the data set if the key was left out.
  func place(of key: String) -> ConfigNode.Place { places[key] ?? place }

  init?(_ node: ConfigNode, _ decoder: Decoder) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    place = node.place
    for key in Self.spec.keys { places[key.name] = fields.value(key.name)?.place }
    x = fields.orDefault { $0.string("x") }
    y = fields.orDefault { $0.string("y") }
    outlier = fields.string("outlier")
    if let wheres = fields.value("where") {
      if case .mapping(let pairs) = wheres.content, pairs.count == 1, let name = pairs[0].key.text {
        condition = decoder.constant(pairs[0].value, of: name).map { (name, $0) }
      } else {
        decoder.fail(wheres.place, "'where' must name one column and its value: {outlier: 0}")
      }
    }
    let kinds = DataSourceKind.all
    let names = kinds.map { "'\($0.key.name)'" }.joined(separator: " or ")
    guard
      let chosen = fields.only(kinds.map(\.key.name), "a data set is either \(names), not both"),
      let kind = kinds.first(where: { $0.key.name == chosen })
    else {
      let examples = kinds.map { "'\($0.example)'" }.joined(separator: " or ")
      decoder.fail(node.place, "a data set needs \(examples)")
      return nil
    }
    guard let source = kind.decode(fields) else { return nil }
    self.source = source
    sourceKey = chosen
  }

  static let spec = ObjectSpec(
    "a data set", "Points to draw and to fit models to.",
    DataSourceKind.all.map(\.key) + [
      .init("x", .string, "The column of x.", default: "x"),
      .init("y", .string, "The column of y.", default: "y"),
      .init(
        "outlier", .string,
        "A column that is 1 for outliers and 0 for the rest, for points that show one or the other."
      ),
      .init("where", .numbers, "Only rows in which a column has a value: {outlier: 0}."),
    ])
}

/// The points of a data set.
struct Points: Sendable {
  var x: [Double]
  var y: [Double]
  /// Which of them are outliers; nil if the data set does not say so.
  var isOutlier: [Bool]?
  /// The rows that they come from, with all columns.
  var table: Dataset

  /// Reads the points that a config declares.
  /// - Parameter name: what the config calls them.
  /// - Throws: `ConfigError`.
  init(_ spec: DataSpec, _ name: String, _ text: ConfigText) throws(ConfigError) {
    /// A fault of the file as a whole is shown where the config asks for it.
    func placed<T>(_ key: String, _ body: () throws -> T) throws(ConfigError) -> T {
      do {
        return try body()
      } catch let error as TableError where error.line > 0 {
        throw ConfigError([Diagnostic(error)])
      } catch let error as TableError {
        throw text.error(
          spec.place(of: key),
          "\(error.file): \(error.message)" + (error.remedy.map { "; \($0)" } ?? ""))
      } catch {
        throw text.error(spec.place(of: key), "\(error)")
      }
    }
    var rows = try placed(spec.sourceKey) { try spec.source.rows(beside: text.file) }
    if let (column, value) = spec.condition {
      let all = rows
      rows = try placed("where") { try all.rows(where: column, equals: value) }
      if rows.count == 0 {
        throw text.error(
          spec.place(of: "where"), "no row of '\(name)' has \(value) in the column '\(column)'")
      }
    }
    let table = rows
    self.table = table
    x = try placed("x") { try table.finiteColumn(spec.x) }
    y = try placed("y") { try table.finiteColumn(spec.y) }
    guard let outlier = spec.outlier else { return }
    let marks = try placed("outlier") { try table.finiteColumn(outlier) }
    if let other = marks.first(where: { $0 != 0 && $0 != 1 }) {
      throw text.error(
        spec.place(of: "outlier"),
        "the column '\(outlier)' must be 1 for outliers and 0 for the rest, and has \(other)")
    }
    isOutlier = marks.map { $0 == 1 }
  }
}
