extension String {
  /// The text as a terminal or a log may show it: characters that would move the cursor, change its colour, forge a
  /// line or turn the order of what is read are written out, as JSON and YAML write them (`\u001B`).
  package var forTerminal: String {
    // Hardly any text has one.
    guard unicodeScalars.contains(where: \.isHazard) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isHazard {
        result += scalar.writtenOut
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it does something to a terminal instead of showing something: control characters, line and paragraph
  /// separators, and what overrides the order of bidirectional text.
  var isHazard: Bool {
    switch value {
    case 0x20..<0x7F, 0xA0..<0x61C: return false
    default:
      let properties = properties
      if properties.isBidiControl { return true }
      switch properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: return true
      default: return false
      }
    }
  }

  /// The character as JSON and YAML write it.
  var writtenOut: String {
    switch self {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(value, radix: 16, uppercase: true)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }
}

/// So many of something: `1 file`, `2 files`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
