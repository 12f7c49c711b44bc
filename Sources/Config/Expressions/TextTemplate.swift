/// Text in which `{name}`, `{name:.3f}` and `{2*name - 1:.3f}` stand for numbers that a frame or a fit
/// gives.
package enum TextTemplate {
  /// The text with its numbers, and the names that it used. Braces around anything without such a name
  /// are left as they are: they belong to the mathematics.
  /// - Parameter number: how a number is written that asks for no form.
  package static func filled(
    _ text: String, _ values: [String: Double], number write: (Double) -> String
  ) -> (text: String, used: Set<String>) {
    guard !values.isEmpty, text.contains("{") else { return (text, []) }
    var names = Names()
    for (name, value) in values { names.define(name, value) }
    var used: Set<String> = []
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(where: { $0 == "}" || $0 == "{" }), inside[close] == "}",
        let field = number(inside[..<close], names, write)
      else {
        result += "{"
        rest = inside
        continue
      }
      result += field.text
      used.formUnion(field.used)
      rest = inside[inside.index(after: close)...]
    }
    return (result + rest, used)
  }

  private static func number(
    _ field: Substring, _ names: Names, _ write: (Double) -> String
  ) -> (text: String, used: Set<String>)? {
    let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let found = try? Expression.value(of: String(parts[0]), names: names), !found.used.isEmpty
    else { return nil }
    guard parts.count == 2 else { return (write(found.number), found.used) }
    let format = parts[1]
    guard format.hasPrefix("."), format.hasSuffix("f"),
      let digits = Int(format.dropFirst().dropLast()),
      (0...15).contains(digits)
    else { return nil }
    return (fixed(found.number, digits: digits, else: write), found.used)
  }

  /// A number with a fixed number of decimals, so that a text does not jump from frame to frame.
  /// - Parameter write: how a number is written that has too many figures for that.
  package static func fixed(
    _ value: Double, digits: Int, else write: (Double) -> String
  ) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return write(value) }
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e15 else { return write(value) }
    var figures = String(Int(scaled))
    while figures.count <= digits { figures = "0" + figures }
    let whole = figures.dropLast(digits)
    let sign = value < 0 && scaled != 0 ? "-" : ""
    return sign + whole + (digits == 0 ? "" : "." + figures.suffix(digits))
  }
}
