/// What the data of a fit are called in pictures and tables.
public struct FitLabels: Hashable, Sendable {
  /// The title of the picture.
  public var title: String
  /// The columns of the inputs.
  public var inputs: [String]
  /// The column of the targets, or of the residuals if there is no model.
  public var target: String

  /// Names as they stand in the data; they are no markup.
  public init(title: String, inputs: [String], target: String) {
    self.title = title
    self.inputs = inputs
    self.target = target
  }
}
