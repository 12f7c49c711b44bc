import Config

/// A data set as a config declares it.
struct DataSpec: Sendable {
  enum Source: Sendable {
    /// A CSV file, relative to the config.
    case csv(path: String)
    /// The toy regression, drawn anew.
    case toy(count: Int, seed: Int, outliers: Double)
  }

  var source: Source
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
      if case .mapping(let pairs) = wheres.content, pairs.count == 1, let name = pairs[0].key.text,
        let value = decoder.number(pairs[0].value)
      {
        condition = (name, value.number)
      } else {
        decoder.fail(wheres.place, "'where' must name one column and its value: {outlier: 0}")
      }
    }
    if let toy = fields.fields("toy") {
      let share = toy.orDefault { $0.number("outliers") }
      if !(share >= 0 && share <= 1) { toy.fail("outliers", "'outliers' must lie between 0 and 1") }
      source = .toy(
        count: toy.orDefault { $0.integer("count", in: 2...1_000_000) },
        seed: toy.orDefault { $0.integer("seed", in: 0...Int(Int32.max)) }, outliers: share)
      if fields.value("csv") != nil {
        decoder.fail(node.place, "a data set is either 'csv' or 'toy', not both")
      }
    } else if let path = fields.string("csv") {
      source = .csv(path: path)
    } else {
      if fields.value("csv") == nil {
        decoder.fail(node.place, "a data set needs 'csv: path' or 'toy: {count: 50, seed: 1}'")
      }
      return nil
    }
  }

  static let spec = ObjectSpec(
    "a data set", "Points to draw and to fit models to.",
    [
      .init("csv", .string, "A CSV file with a header, relative to this file."),
      .init("toy", .object { toySpec }, "The tutorial's toy regression, drawn with a seed."),
      .init("x", .string, "The column of x.", default: "x"),
      .init("y", .string, "The column of y.", default: "y"),
      .init("outlier", .string, "A column that is 1 for outliers and 0 for the rest."),
      .init("where", .numbers, "Only rows in which a column has a value: {outlier: 0}."),
    ])

  private static let toySpec = ObjectSpec(
    "a toy regression", "x uniform on [0, 1], y = 0.7x + 0.15 + N(0, 0.025), some y replaced.",
    [
      .init("count", .integer, "The number of points.", default: "50"),
      .init(
        "seed", .integer, "The seed: the same seed gives the same points everywhere.",
        default: "1"),
      .init("outliers", .number, "The probability of an outlier.", default: "0.1"),
    ])
}
