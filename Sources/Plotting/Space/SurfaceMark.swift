import Drawing

/// A field as a surface over the plane of x and y: coloured by height, shaded, cut where it leaves the
/// box.
public struct SurfaceMark: Sendable {
  /// The field: z at (x, y).
  public var field: Field
  /// From z to colours; nil takes viridis over the z axis.
  public var colors: ColorScale?
  /// How many wire lines run along each direction, both ends included; nil for none.
  public var wire: Wire?
  /// How many facets lie between neighbouring wire lines, or, without a wire, along a 12th of a side.
  public var fineness: Int

  /// Numbers of wire lines.
  public struct Wire: Hashable, Sendable {
    /// Intervals between lines of constant x.
    public var columns: Int
    /// Intervals between lines of constant y.
    public var rows: Int

    /// Names the numbers.
    public init(columns: Int = 12, rows: Int = 10) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// The most facets that a surface is made of.
  public static let mostFacets = 100_000

  /// Describes a surface.
  public init(
    _ field: Field, colors: ColorScale? = nil, wire: Wire? = Wire(), fineness: Int = 4
  ) {
    self.field = field
    self.colors = colors
    self.wire = wire
    self.fineness = fineness
  }
}
