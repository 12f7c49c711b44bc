import Plotting

/// Text in which `{name}` and `{name:.3f}` stand for numbers that a frame gives.
enum TextTemplate {
  /// The text with its numbers. Braces around anything but a name of the frame are left as they are: they
  /// belong to the mathematics.
  static func filled(_ text: String, _ values: [String: Double]) -> String {
    guard !values.isEmpty, text.contains("{") else { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(where: { $0 == "}" || $0 == "{" }), inside[close] == "}",
        let number = number(inside[..<close], values)
      else {
        result += "{"
        rest = inside
        continue
      }
      result += number
      rest = inside[inside.index(after: close)...]
    }
    return result + rest
  }

  private static func number(_ field: Substring, _ values: [String: Double]) -> String? {
    let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let value = values[String(parts[0])] else { return nil }
    guard parts.count == 2 else { return NumberText.short(value) }
    let format = parts[1]
    guard format.hasPrefix("."), format.hasSuffix("f"),
      let digits = Int(format.dropFirst().dropLast()),
      (0...15).contains(digits)
    else { return nil }
    return fixed(value, digits: digits)
  }

  /// A number with a fixed number of decimals, so that a text does not jump from frame to frame.
  static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return NumberText.short(value) }
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e15 else { return NumberText.short(value) }
    var figures = String(Int(scaled))
    while figures.count <= digits { figures = "0" + figures }
    let whole = figures.dropLast(digits)
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return sign + whole + (digits == 0 ? "" : "." + figures.suffix(digits))
  }
}
