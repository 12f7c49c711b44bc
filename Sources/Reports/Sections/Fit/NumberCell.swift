import Figures

/// Numbers in tables.
enum NumberCell {
  /// A number found by a fit, with so many significant digits.
  static func text(_ value: Double, _ digits: Int) -> String {
    typeset(FitSummary.text(value, digits))
  }

  /// A number of the user's, as it stands in the data unless it is long.
  static func datum(_ value: Double) -> String {
    var text = "\(value)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    return typeset(text.count <= 9 ? text : FitSummary.text(value, 6))
  }

  /// With a true minus sign.
  private static func typeset(_ text: String) -> String { text.replacing("-", with: "−") }
}
