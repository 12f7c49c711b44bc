import Foundation
import Testing

/// A table of reference values in Reference/: a header and rows of numbers.
struct ReferenceTable {
  let columns: [String]
  let rows: [[Double]]

  init(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Reference"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline)
    columns = lines[0].split(separator: ",").map(String.init)
    rows = try lines.dropFirst().map { line in
      try line.split(separator: ",").map { try #require(Double($0)) }
    }
  }
}

/// The errors of one column: its worst row and its median.
struct ErrorSummary: CustomStringConvertible {
  let name: String
  private(set) var errors: [(error: Double, row: [Double])] = []

  init(_ name: String) { self.name = name }

  /// Records an error; one that is not a number counts as infinite.
  mutating func record(_ error: Double, _ row: [Double]) {
    errors.append((error.isNaN ? .infinity : error, row))
  }

  var worst: Double { errors.map(\.error).max() ?? .infinity }

  var median: Double {
    errors.isEmpty ? .infinity : errors.map(\.error).sorted()[errors.count / 2]
  }

  var description: String {
    guard let row = errors.max(by: { $0.error < $1.error })?.row else { return "\(name): no rows" }
    return "\(name): \(errors.count) rows, worst \(worst) at \(row.prefix(3)), median \(median)"
  }
}
