/// One way of writing all numbers of an axis: as many decimals each, and a power of ten or an offset that
/// they share.
struct NumberFormat {
  /// The numbers, as markup for mathematics without the dollar signs.
  let texts: [String]
  /// What is to be added to each, or multiplied with it, in markup; nil for nothing.
  let note: String?

  /// The most digits before the point, and after it.
  private static let mostDigits = 5, mostDecimals = 4
  /// The most digits of a number in all, before an offset is taken off.
  private static let mostFigures = 6

  /// A format for the numbers `multiple × 10^exponent`.
  init(_ multiples: [Int], exponent: Int) {
    var rest = multiples
    var offset = 0
    let most = multiples.map(\.magnitude).max() ?? 0
    if let least = multiples.min(), let largest = multiples.max(),
      Self.digits(most) > Self.mostFigures
    {
      var unit = 10
      while unit <= largest - least { unit *= 10 }
      let base = Int((Double(least) / Double(unit)).rounded(.down)) * unit
      if base != 0, Self.digits(UInt(largest - base)) < Self.digits(most) - 2 {
        offset = base
        rest = multiples.map { $0 - base }
      }
    }
    // The number of digits before the point; not positive for what is below 0.1.
    let figures = Self.digits(rest.map(\.magnitude).max() ?? 0) + exponent
    let isPlain =
      figures <= Self.mostDigits && figures > -2 && -exponent <= Self.mostDecimals
    let power = isPlain ? 0 : figures - 1
    let decimals = max(0, power - exponent)
    texts = rest.map { Self.text($0, exponent: exponent - power, decimals: decimals) }
    var parts: [String] = []
    if power != 0 { parts.append("$\\times 10^{\(power)}$") }
    if offset != 0 {
      let number = NumberText.decimal(offset, exponent: exponent)
      parts.append(offset > 0 ? "$+\(number)$" : "$\(number)$")
    }
    note = parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func digits(_ magnitude: UInt) -> Int { String(magnitude).count }

  /// A number with so many decimals.
  private static func text(_ mantissa: Int, exponent: Int, decimals: Int) -> String {
    guard decimals > 0 else { return NumberText.plain(mantissa, exponent: exponent) }
    var digits = String(mantissa.magnitude)
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return (mantissa < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}
