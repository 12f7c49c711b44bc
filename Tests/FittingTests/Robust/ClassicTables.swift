import Tables
import Foundation

@testable import Fitting

/// One of the 22 classic tables, with what other programs find in it.
struct ClassicTable: Sendable, CustomStringConvertible {
  var name: String
  var inputs: [String]
  var response: String

  var description: String { name }

  static let all: [ClassicTable] = rows("tables").map { row in
    ClassicTable(
      name: row[0], inputs: row[2].split(separator: "|").map(String.init), response: row[3])
  }

  static func named(_ name: String) -> ClassicTable { all.first { $0.name == name }! }

  func regression() throws -> Regression {
    let data = try Dataset(csvFile: referencePath("tables/\(name).csv"))
    let model: any RegressionModel =
      inputs.count == 1 ? LineModel() : HyperplaneModel(inputCount: inputs.count)
    return try Regression(model, data: data, inputs: inputs, target: response)
  }

  /// What a program of R gives: estimates and standard errors in the order of the inputs, the constant last.
  struct Reference: Sendable {
    var estimates: [Double] = []
    var errors: [Double] = []
    var scale = 0.0
  }

  func reference(_ method: String) -> Reference {
    var result = Reference()
    for row in Self.rows("reference") where row[0] == name && row[1] == method {
      result.estimates.append(Double(row[3])!)
      if let error = Double(row[4]) { result.errors.append(error) }
      result.scale = Double(row[5])!
    }
    return result
  }

  /// The lowest minimum of the adaptive loss that another program found.
  var adaptiveMinimum: Double {
    Double(Self.rows("adaptive").first { $0[0] == name }![1])!
  }

  /// The rows after the header; commas within quotes belong to their field.
  static func rows(_ name: String) -> [[String]] {
    let text = try! String(contentsOfFile: referencePath("tables/\(name).csv"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      var fields = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          fields.append("")
        } else {
          fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
  }
}
