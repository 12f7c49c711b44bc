/// What a field of a table says when it is read as a number.
///
/// A number is written as in C and JSON, in every locale: an optional sign, digits with at most one
/// point among or around them, an optional exponent; or `inf`, `infinity`, `nan` in any case, the
/// infinities with an optional sign. Blanks around it do not count. Nothing, `NA` and `N/A` say that
/// there is no value. A number is rounded to the nearest double; one below the smallest is 0, one above
/// the largest is refused.
package enum CSVNumber: Equatable {
  case value(Double)
  case missing
  case tooLarge
  case notANumber

  package init(_ field: ArraySlice<UInt8>) {
    let bytes = field.trimmingBlanks()
    if bytes.isEmpty {
      self = .missing
    } else if let significand = Significand(bytes) {
      let value = significand.exactValue ?? Double(String(decoding: bytes, as: UTF8.self))
      if let value, value.isFinite { self = .value(value) } else { self = .tooLarge }
    } else {
      self = Self(word: bytes)
    }
  }

  /// What to write in the place of a text that is no number.
  package static func remedy(forText text: String) -> String {
    if text.unicodeScalars.contains("\u{2212}") { return "write the minus sign as '-'" }
    if text.contains(",") && text.utf8.contains(where: { Ascii.zero...Ascii.nine ~= $0 }) {
      return "write the decimal point as '.' and no separators of thousands"
    }
    return "write a decimal number, inf, -inf or nan"
  }

  private init(word bytes: ArraySlice<UInt8>) {
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": self = .value(.infinity)
    case "-inf", "-infinity": self = .value(-.infinity)
    case "nan": self = .value(.nan)
    case "na", "n/a": self = .missing
    default: self = .notANumber
    }
  }
}

/// The parts of a decimal number: ±digits·10^exponent, with the digits as an integer as long as they fit.
private struct Significand {
  private var isNegative = false
  private var digits: UInt64 = 0
  private var exponent = 0
  private var isComplete = true

  /// `nil` unless the bytes are wholly a decimal number.
  init?(_ bytes: ArraySlice<UInt8>) {
    var i = bytes.startIndex
    func peek() -> UInt8 { i < bytes.endIndex ? bytes[i] : 0 }

    isNegative = peek() == Ascii.minus
    if isNegative || peek() == Ascii.plus { i += 1 }
    var hasDigits = false
    var isFraction = false
    while true {
      let byte = peek()
      if Ascii.zero...Ascii.nine ~= byte {
        hasDigits = true
        append(byte - Ascii.zero)
        if isFraction { exponent -= 1 }
      } else if byte == Ascii.point && !isFraction {
        isFraction = true
      } else {
        break
      }
      i += 1
    }
    if !hasDigits { return nil }

    if peek() | 0x20 == UInt8(ascii: "e") {
      i += 1
      let isNegative = peek() == Ascii.minus
      if isNegative || peek() == Ascii.plus { i += 1 }
      var magnitude = 0
      let first = i
      while Ascii.zero...Ascii.nine ~= peek() {
        // Far beyond every double already; more digits must not overflow.
        magnitude = min(magnitude * 10 + Int(peek() - Ascii.zero), 1_000_000)
        i += 1
      }
      if i == first { return nil }
      exponent += isNegative ? -magnitude : magnitude
    }
    if i != bytes.endIndex { return nil }
  }

  private mutating func append(_ digit: UInt8) {
    let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
    if overflow || carry { isComplete = false } else { digits = sum }
  }

  /// The nearest double; `nil` for the standard library's slower way.
  var exactValue: Double? {
    guard isComplete, let value = DecimalRounding.nearest(digits, exponent: exponent) else {
      return nil
    }
    return isNegative ? -value : value
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at either end.
  package func trimmingBlanks() -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == Ascii.space || byte == Ascii.tab }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return [] }
    return self[first...last]
  }
}
