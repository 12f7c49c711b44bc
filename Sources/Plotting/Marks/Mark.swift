import Drawing

/// A piece of a panel: data and the channels that show it. One file a mark.
///
/// A mark says what part of each axis it needs, then is laid out on a plane whose scales are resolved. It
/// never sees a page, a file or another mark.
public protocol Mark: Sendable {
  /// The class name of the mark's group in the page, such as `mark-curve`.
  var role: String { get }
  /// Whether the mark ends at the frame; one that does not must leave out what lies outside itself.
  var isClipped: Bool { get }
  /// The values of x that the mark wants on the axis; nil if it has no wish.
  var xExtent: Extent? { get }
  /// The values of y that the mark wants on the axis when x runs over `x`; nil if it has no wish.
  func yExtent(over x: Extent) -> Extent?
  /// What a legend says of the mark.
  var legend: [LegendEntry] { get }
  /// The colours that the mark asks for by themselves.
  var paints: [Paint] { get }
  /// The mark with the next look of a panel where it has asked for one.
  func dressed(in outfit: inout Outfit) -> any Mark
  /// The mark on a plane, with all that other parts of the panel have to know of it.
  func layout(on plane: Plane) throws(PlotError) -> MarkLayout
}

extension Mark {
  /// Marks end at the frame.
  public var isClipped: Bool { true }
  /// No wish.
  public var xExtent: Extent? { nil }
  /// No wish.
  public func yExtent(over x: Extent) -> Extent? { nil }
  /// No entry.
  public var legend: [LegendEntry] { [] }
  /// None.
  public var paints: [Paint] { [] }
  /// As it is.
  public func dressed(in outfit: inout Outfit) -> any Mark { self }
}

/// A mark on a plane.
public struct MarkLayout: Sendable {
  /// The names that the mark wants written.
  public var labels: [Label]
  /// The bar that says which colour means which number, if its colours do.
  public var colorBar: ColorBar?
  /// The colours with which the mark covers what lies beneath it.
  public var cover: ColorScale?
  /// How far the mark may reach beyond the frame: half the width of its lines.
  public var bleed: Double
  /// Adds what labels must not cover.
  public var ink: @Sendable (inout Obstacles) -> Void
  /// The mark, from back to front; the panel brackets it in a group of its role. What takes long, such as
  /// an image, is made here and not before.
  public var draw: @Sendable () throws(PlotError) -> [Drawing.Element]

  /// Describes a layout.
  public init(
    labels: [Label] = [], colorBar: ColorBar? = nil, cover: ColorScale? = nil, bleed: Double = 1,
    ink: @escaping @Sendable (inout Obstacles) -> Void = { _ in },
    draw: @escaping @Sendable () throws(PlotError) -> [Drawing.Element]
  ) {
    self.labels = labels
    self.colorBar = colorBar
    self.cover = cover
    self.bleed = bleed
    self.ink = ink
    self.draw = draw
  }
}

/// Gives the marks of a panel that ask for the next look one each: a colour that no other has, when those
/// are used up dashes of their own too, and points another symbol.
public struct Outfit: Sendable {
  private let used: Set<Int>
  private let colors: Int
  private var count = 0

  /// - Parameters:
  ///   - paints: what the marks of the panel ask for by themselves.
  ///   - colors: how many categories there are.
  init(besides paints: [Paint], colors: Int) {
    used = Set(paints.compactMap { if case .category(let i) = $0 { i } else { nil } })
    self.colors = colors
  }

  /// The number of the next look.
  private mutating func next() -> Int {
    while used.contains(count), count < colors, used.count < colors { count += 1 }
    defer { count += 1 }
    return count
  }

  /// The style with the next look if it has none.
  public mutating func dress(_ style: LineStyle) -> LineStyle {
    var style = style
    let i: Int
    switch style.paint {
    case .next: i = next()
    case .category(let number) where number >= colors: i = number
    default: return style
    }
    style.paint = .category(i)
    if style.dash.isEmpty { style.dash = LineStyle.dash(i / colors) }
    return style
  }

  /// The next paint, and the symbol for points that would be drawn with `symbol`.
  public mutating func dress(_ paint: Paint, _ symbol: PointSymbol) -> (Paint, PointSymbol) {
    let i: Int
    switch paint {
    case .next: i = next()
    case .category(let number) where number >= colors && symbol == .circle: i = number
    default: return (paint, symbol)
    }
    let symbols = [symbol] + PointSymbol.allCases.filter { $0 != symbol }
    return (.category(i), symbols[i / colors % symbols.count])
  }
}
