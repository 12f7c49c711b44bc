/// A user's text as an error may quote it: on one line, without control characters, and not too long.
package func quoted(_ text: some StringProtocol) -> String {
  let limit = 40
  var result = "'"
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == limit { return result + "…'" }
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.properties.generalCategory == .control:
      // As JSON and YAML write it, and as the rest of a message is written out.
      let digits = String(scalar.value, radix: 16, uppercase: true)
      result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "'"
}
