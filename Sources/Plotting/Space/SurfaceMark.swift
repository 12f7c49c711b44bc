import Drawing

/// A field as a surface over the plane of x and y: coloured by height, shaded, cut where it leaves the
/// box.
///
/// Facets are filled paths, laid down from back to front in an exact order. Several surfaces in one
/// panel are laid down one after another: where they cross, the later one hides the earlier.
public struct SurfaceMark: SpaceMark {
  /// The field: z at (x, y). Where it is not a number the surface has a hole.
  public var field: Field
  /// From z to colours; nil takes viridis over the z axis.
  public var colors: ColorChoice?
  /// How close wire lines run; nil for none.
  public var wire: Wire?
  /// How many facets lie between neighbouring wire lines on average, or, without a wire, along a 12th
  /// of a side. They are narrow where the surface bends.
  public var fineness: Int
  /// The opacity of the surface as a whole, 0…1: what stands behind it shines through, it never
  /// shines through itself.
  public var opacity: Double
  /// Whether a colour bar stands beside the box, labelled as the z axis is.
  public var hasColorBar: Bool

  /// About how many intervals wire lines cut each side into.
  ///
  /// Lines run at the axes' ticks; between two ticks as many more as come nearest to these numbers.
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
    _ field: Field, colors: ColorChoice? = nil, wire: Wire? = Wire(), fineness: Int = 4,
    opacity: Double = 1, hasColorBar: Bool = false
  ) {
    self.field = field
    self.colors = colors
    self.wire = wire
    self.fineness = fineness
    self.opacity = opacity
    self.hasColorBar = hasColorBar
  }

  /// `mark-surface`.
  public var role: String { "mark-surface" }

  /// The heights that the surface reaches on a grid of 25 × 25.
  public func zExtent(x: Scale, y: Scale) -> Extent? {
    let steps = (0...24).map { Double($0) / 24 }
    return Extent(
      of: steps.flatMap { v in
        steps.map { field.value(x.value(at: $0), y.value(at: v)) }
      })
  }

  /// The scale of the colours, if a bar is wanted.
  public func colorBar(z: Scale, label: String?) throws(PlotError) -> ColorBar? {
    hasColorBar ? ColorBar(try scale(z), label: label) : nil
  }

  /// The colours over what a z axis shows.
  private func scale(_ z: Scale) throws(PlotError) -> ColorScale {
    try colors?.scale(for: [z.low, z.high]) ?? ColorScale(scale: z, map: .viridis)
  }

  /// The surface, from back to front.
  /// - Throws: `PlotError` if it would have no facets or more than `mostFacets`.
  public func draw(in space: Space) throws(PlotError) -> [Drawing.Element] {
    let lines = wire ?? Wire(columns: 12, rows: 12)
    let all = [lines.columns, lines.rows, fineness]
    guard all.allSatisfy({ $0 > 0 && $0 < 10_000 }),
      lines.columns * lines.rows * fineness * fineness <= Self.mostFacets
    else {
      throw PlotError(
        "a surface of \(lines.columns) × \(lines.rows) wires and fineness \(fineness); "
          + "take positive numbers that make at most \(Self.mostFacets) facets")
    }
    let mesh = SurfaceMesh(
      field, in: space, columns: lines.columns, rows: lines.rows, fineness: fineness)
    let surface = SurfaceFacets(mesh, in: space)
    var elements = SurfacePainter(
      surface, colors: try scale(space.z), space: space
    ).draw()
    if wire != nil { elements += SurfaceWires(mesh, in: space).draw() }
    if opacity >= 1 || elements.isEmpty { return elements }
    return [.begin(.init("surface", opacity: opacity))] + elements + [.end]
  }
}
