/// Text inside an XML file.
enum XML {
  /// The text with markup characters escaped and characters that XML 1.0 forbids left out.
  ///
  /// Forbidden are control characters but tab and line breaks, and the two noncharacters at the end of
  /// the first plane (section 2.2 of the recommendation).
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "\n"
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
