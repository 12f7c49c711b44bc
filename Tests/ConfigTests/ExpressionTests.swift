import Testing

@testable import Config

@Suite struct ExpressionTests {
  static var names: Names {
    var names = Names()
    names.define("c", 1.1)
    names.define("σ", 0.5)
    names.define("wide_2", 3)
    names.later = ["late"]
    return names
  }

  static let values: [(String, Double, String?)] = [
    ("6", 6, nil), ("-6", -6, nil), ("+6", 6, nil), ("1e3", 1000, nil), ("1.5E-3", 0.0015, nil),
    (".5", 0.5, nil), ("5.", 5, nil), ("1.e2", 100, nil), ("-6c", -6 * 1.1, "c"),
    ("c", 1.1, "c"), ("-c", -1.1, "c"), ("2*c", 2.2, "c"), ("c*2", 2.2, "c"), ("c/2", 0.55, "c"),
    ("2c + 1", 2.2 + 1, nil), ("2c + c", 2.2 + 1.1, "c"), ("1/c", 1 / 1.1, nil),
    ("(1+2)/c", 3 / 1.1, nil), ("2(1+c)", 2 * 2.1, nil), ("(1+1)c", 2.2, "c"),
    ("c*c", 1.1 * 1.1, nil),
    ("3*2c", 6 * 1.1, "c"), ("2c^2", 2 * (1.1 * 1.1), nil), ("-2^2", -4, nil), ("2^-2", 0.25, nil),
    ("2^3^2", 512, nil), ("2*-3", -6, nil), ("10^-3", 0.001, nil), ("1 - -1", 2, nil),
    ("sqrt(2)", 2.0.squareRoot(), nil), ("max(1, c, 3)", 3, nil), ("abs(-2)c", 2.2, "c"),
    ("pi", .pi, nil), ("2pi", 2 * .pi, nil), ("2e", 2 * 2.718281828459045, nil),
    ("inf", .infinity, nil), ("-inf", -.infinity, nil), (".inf", .infinity, nil),
    ("-.Inf", -.infinity, nil), ("∞", .infinity, nil), ("−6c", -6 * 1.1, "c"), ("2·c", 2.2, "c"),
    ("2σ", 1, "σ"), ("wide_2/3", 1, "wide_2"), ("1/(2c)", 1 / 2.2, nil), ("  7  ", 7, nil),
  ]

  @Test(arguments: values)
  func value(text: String, expected: Double, unit: String?) throws {
    let value = try Expression.value(of: text, names: Self.names)
    #expect(
      value.number == expected
        || abs(value.number - expected) <= 2 * expected.ulp.magnitude)
    #expect(value.unit == unit)
  }

  static let faults: [(String, Int, Int, String)] = [
    ("", 0, 1, "a number is missing at the end"),
    ("1 +", 3, 1, "a number is missing at the end"),
    ("* 2", 0, 1, "a number is missing before '*'"),
    ("2cc", 1, 2, "undefined name 'cc'; did you mean 'c'?"),
    ("sqr(2)", 0, 3, "unknown function 'sqr'; to multiply, write sqr*(…); did you mean 'sqrt'?"),
    ("sqrt 2", 0, 4, "sqrt needs its argument in parentheses"),
    ("sqrt(1, 2)", 0, 4, "sqrt takes 1 argument, not 2"),
    ("(1 + 2", 0, 1, "this '(' is not closed"),
    ("1 + 2)", 5, 1, "a ')' without its '('"),
    ("1,5", 1, 1, "a comma in a number; write the decimal point as '.'"),
    ("1.2.3", 3, 1, "a second decimal point"),
    ("1_000", 1, 1, "'_' in a number; write it without"),
    ("2**3", 1, 2, "'**' is not known here; write '^' for powers"),
    ("1/0", 1, 1, "a division by zero"),
    ("1e999", 0, 5, "1e999 is too large; the largest number is 1.797e308, or write inf"),
    ("1e308*10", 5, 1, "the result is too large for a number"),
    ("inf - inf", 4, 1, "this has no value: the result is not a number"),
    ("log(-1)", 0, 3, "this has no value: the result is not a number"),
    ("nan", 0, 3, "nan is not a number to draw with"),
    ("late", 0, 4, "'late' is not defined yet; a name may use only names above it"),
    ("2 3", 2, 1, "an operator is missing before '3.0'"),
    ("c c", 2, 1, "an operator is missing before 'c'"),
    ("3 €", 2, 1, "'€' does not belong in a number or an expression"),
    (
      "1/2c", 3, 1,
      "it is not clear whether 'c' belongs to what the '/' is applied to; use parentheses, as in 2/(3c)"
    ),
    (
      "c^2c", 3, 1,
      "it is not clear whether 'c' belongs to what the '^' is applied to; use parentheses, as in 2^(3c)"
    ),
  ]

  @Test(arguments: faults)
  func fault(text: String, offset: Int, length: Int, message: String) {
    #expect(throws: Expression.Fault(offset..<(offset + length), message)) {
      try Expression.value(of: text, names: Self.names)
    }
  }

  @Test func deepAndLongExpressionsEnd() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "-", count: 100_000) + "1",
      String(repeating: "2^", count: 100_000) + "1", String(repeating: "1+", count: 100_000) + "1",
    ] {
      #expect(throws: Expression.Fault.self) {
        try Expression.value(of: text, names: Self.names)
      }
    }
  }
}
