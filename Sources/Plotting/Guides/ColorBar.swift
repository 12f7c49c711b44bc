import Drawing

/// What a panel draws beside its frame to say which colour means which number.
public struct ColorBar: Hashable, Sendable {
  /// The map from numbers to colours.
  public var scale: ColorScale
  /// What the numbers are, in markup.
  public var label: String?

  /// Describes a colour bar.
  public init(_ scale: ColorScale, label: String? = nil) {
    self.scale = scale
    self.label = label
  }
}
