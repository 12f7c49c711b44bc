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
      result += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "'"
}
