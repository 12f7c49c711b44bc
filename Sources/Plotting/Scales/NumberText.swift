/// Numbers as a reader wants them: as few digits as needed, a true minus sign, powers of ten typeset.
public enum NumberText {
  /// A number `mantissa × 10^exponent` as markup for mathematics, without the dollar signs.
  ///
  /// Plain decimals while they are short, `m \times 10^{e}` otherwise.
  static func decimal(_ mantissa: Int, exponent: Int) -> String {
    if mantissa == 0 { return "0" }
    var (m, e) = (mantissa, exponent)
    while m % 10 == 0 {
      m /= 10
      e += 1
    }
    let sign = m < 0 ? "-" : ""
    let digits = String(m.magnitude)
    let magnitude = digits.count + e  // the number is 0.digits × 10^magnitude
    if magnitude > 6 || magnitude < -3 {
      let head = digits.first!
      let tail = digits.dropFirst()
      let power = "10^{\(magnitude - 1)}"
      if digits == "1" { return sign + power }
      return sign + String(head) + (tail.isEmpty ? "" : "." + tail) + " \\times " + power
    }
    if e >= 0 { return sign + digits + String(repeating: "0", count: e) }
    if magnitude <= 0 { return sign + "0." + String(repeating: "0", count: -magnitude) + digits }
    let point = digits.index(digits.startIndex, offsetBy: magnitude)
    return sign + digits[..<point] + "." + digits[point...]
  }

  /// A number with at most `digits` significant digits, trailing zeros left out, as markup for
  /// mathematics without the dollar signs; ±∞ as `\infty`.
  public static func short(_ value: Double, digits: Int = 6) -> String {
    if value.isNaN { return "\\mathrm{NaN}" }
    if value.isInfinite { return value < 0 ? "-\\infty" : "\\infty" }
    if value == 0 { return "0" }
    let (mantissa, exponent) = rounded(value, digits: max(1, min(digits, 17)))
    return decimal(mantissa, exponent: exponent)
  }

  /// A multiple of a quantity, as markup for mathematics without the dollar signs: `-6c`, `c`, `0`.
  public static func multiple(_ factor: Double, of symbol: String) -> String {
    multiple(short(factor), of: symbol)
  }

  /// A whole number `mantissa × 10^exponent` with all of its digits.
  static func plain(_ mantissa: Int, exponent: Int) -> String {
    mantissa == 0 ? "0" : String(mantissa) + String(repeating: "0", count: max(0, exponent))
  }

  /// The label of a tick at a multiple of a quantity, in markup: the number in the figures of the text, the
  /// quantity as mathematics.
  static func tick(_ text: String, of symbol: String) -> String {
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
    switch text {
    case _ where isZero: return "$0$"
    case "1": return "$\(symbol)$"
    case "-1": return "$-\(symbol)$"
    default: return "$\(text)$$\(symbol)$"
    }
  }

  static func multiple(_ text: String, of symbol: String) -> String {
    switch text {
    case "0": "0"
    case "1": symbol
    case "-1": "-" + symbol
    default: text + (text.contains("\\times") ? "\\," : "") + symbol
    }
  }

  /// The nearest `mantissa × 10^exponent` with the given number of significant digits.
  ///
  /// It starts from the shortest decimal that names the double (which Swift prints), so that no
  /// arithmetic with inexact powers of ten is done.
  static func rounded(_ value: Double, digits: Int) -> (mantissa: Int, exponent: Int) {
    var (figures, exponent) = decimalDigits(of: value)
    if figures.count > digits {
      let up = figures[digits] >= 5
      exponent += figures.count - digits
      figures.removeLast(figures.count - digits)
      if up {
        var i = digits - 1
        while i >= 0, figures[i] == 9 {
          figures[i] = 0
          i -= 1
        }
        if i >= 0 {
          figures[i] += 1
        } else {
          figures.insert(1, at: 0)
          figures.removeLast()
          exponent += 1
        }
      }
    }
    let mantissa = figures.reduce(0) { $0 * 10 + $1 }
    return (value < 0 ? -mantissa : mantissa, exponent)
  }

  /// The digits of the shortest decimal that reads back as `|value|`, and the exponent of the last.
  private static func decimalDigits(of value: Double) -> (digits: [Int], exponent: Int) {
    var digits: [Int] = []
    var exponent = 0
    var seenPoint = false
    var text = Substring(abs(value).description)
    if let e = text.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = Int(text[text.index(after: e)...]) ?? 0
      text = text[..<e]
    }
    for character in text {
      if character == "." {
        seenPoint = true
      } else if let d = character.wholeNumberValue {
        digits.append(d)
        if seenPoint { exponent -= 1 }
      }
    }
    while digits.count > 1, digits.first == 0 { digits.removeFirst() }
    while digits.count > 1, digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    return (digits, exponent)
  }
}
