import Config
import Fitting
import Tables

/// Where the rows of a data set come from, as a config declares it.
protocol DataSource: Sendable {
  /// The tables that it reads, relative to the config.
  var files: [String] { get }
  /// The rows.
  /// - Parameter config: the config's file, beside which tables stand.
  func rows(beside config: String) throws -> Dataset
}

/// A kind of source: the key that tells it, and how it is decoded.
///
/// A new source has a file of its own in this folder and a line in `all`, beside.
struct DataSourceKind: Sendable {
  var key: ObjectSpec.Key
  /// How it is written, for messages.
  var example: String
  var decode: @Sendable (Fields) -> (any DataSource)?
}
