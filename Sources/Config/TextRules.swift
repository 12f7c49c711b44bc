/// How texts are checked and numbers are written in them: whoever draws them knows.
package struct TextRules: Sendable {
  /// What is wrong with a text: where in it, in Unicode scalars, and what.
  package typealias Fault = (offset: Int, length: Int, message: String)

  /// A number as a reader wants it.
  package var number: @Sendable (Double) -> String
  /// The first fault of a text that is to be drawn.
  package var fault: @Sendable (String) -> Fault?

  package init(
    number: @escaping @Sendable (Double) -> String, fault: @escaping @Sendable (String) -> Fault?
  ) {
    self.number = number
    self.fault = fault
  }
}
