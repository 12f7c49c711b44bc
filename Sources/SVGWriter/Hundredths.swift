/// Numbers of an SVG: whole hundredths, written in their shortest form.
enum Hundredths {
  /// Far beyond any page; it keeps exponents and overflows out of the file.
  private static let limit = 10_000_000.0

  /// A coordinate as a number of hundredths; nil if it is not finite.
  static func of(_ value: Double) -> Int? {
    guard value.isFinite else { return nil }
    return Int((min(max(-limit, value), limit) * 100).rounded())
  }

  /// Appends a number of hundredths: `1.25`, `-.5`, `3`, `0`.
  static func append(_ hundredths: Int, to bytes: inout [UInt8]) {
    if hundredths < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = hundredths.magnitude
    let (whole, part) = (magnitude / 100, magnitude % 100)
    if whole > 0 || part == 0 { appendDigits(whole, to: &bytes) }
    if part > 0 {
      let (tens, ones) = (UInt8(part / 10), UInt8(part % 10))
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + tens)
      if ones != 0 { bytes.append(UInt8(ascii: "0") + ones) }
    }
  }

  private static func appendDigits(_ value: UInt, to bytes: inout [UInt8]) {
    if value >= 100 { appendDigits(value / 100, to: &bytes) }
    if value >= 10 { bytes.append(UInt8(ascii: "0") + UInt8(value / 10 % 10)) }
    bytes.append(UInt8(ascii: "0") + UInt8(value % 10))
  }

  /// A number rounded to hundredths, as text; 0 for one that is not finite.
  static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    append(of(value) ?? 0, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An opacity 0…1 rounded to thousandths, as text.
  static func opacity(_ value: Double) -> String {
    let thousandths = Int((min(max(0, value.isNaN ? 1 : value), 1) * 1000).rounded())
    if thousandths == 1000 { return "1" }
    if thousandths == 0 { return "0" }
    var digits = String(thousandths)
    digits = "." + String(repeating: "0", count: 3 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return digits
  }
}
