/// How texts are checked and numbers are written in them: whoever draws them knows.
package struct TextRules: Sendable {
  /// What a number stands in.
  package enum Surroundings: Sendable {
    /// Text that is not drawn.
    case plain
    /// Words that are drawn.
    case words
    /// Mathematics, between dollar signs.
    case mathematics
  }

  /// What is wrong with a text: where in it, in Unicode scalars, and what.
  package typealias Fault = (offset: Int, length: Int, message: String)

  /// A number as a reader wants it.
  package var number: @Sendable (Double, Surroundings) -> String
  /// The first fault of a text that is to be drawn.
  package var fault: @Sendable (String) -> Fault?

  package init(
    number: @escaping @Sendable (Double, Surroundings) -> String,
    fault: @escaping @Sendable (String) -> Fault?
  ) {
    self.number = number
    self.fault = fault
  }
}
