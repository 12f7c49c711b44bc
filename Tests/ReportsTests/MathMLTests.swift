import Testing

@testable import Reports

@Suite("Markup as MathML")
struct MathMLTests {
  @Test(
    "formulas",
    arguments: [
      (
        "$\\alpha = 2$ holds",
        "<math><mrow><mi>α</mi><mo>=</mo><mn>2</mn></mrow></math> holds"
      ),
      (
        "$\\frac{1}{c^2}$",
        "<math><mfrac><mn>1</mn><msup><mi>c</mi><mn>2</mn></msup></mfrac></math>"
      ),
      ("$x < y$", "<math><mrow><mi>x</mi><mo>&lt;</mo><mi>y</mi></mrow></math>"),
      ("a \\$ & <b>", "a $ &amp; &lt;b&gt;"),
      ("$\\sqrt{x_i}$", "<math><msqrt><msub><mi>x</mi><mi>i</mi></msub></msqrt></math>"),
    ])
  func formula(markup: String, html: String) {
    #expect(MathML.html(markup) == html)
  }

  @Test("markup with a mistake stands as it is, escaped")
  func mistake() { #expect(MathML.html("$<x") == "$&lt;x") }
}
