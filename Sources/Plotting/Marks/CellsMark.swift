import Drawing

/// A matrix as coloured cells between given edges: one image without seams between cells.
public struct CellsMark: Mark {
  /// The values, row by row: `values[row][column]` lies between edges `row` and `row + 1` of y. NaN leaves
  /// its cell open.
  public let values: [[Double]]
  /// The edges of the columns in data units, one more than there are columns, in ascending order.
  public let xEdges: [Double]
  /// The edges of the rows in data units, one more than there are rows, in ascending order.
  public let yEdges: [Double]
  /// From values to colours.
  public var colors: ColorScale
  /// The label of the colour bar, in markup.
  public var label: String?
  /// Whether a colour bar stands beside the frame.
  public var hasColorBar: Bool

  /// Describes cells.
  /// - Throws: `PlotError` if the numbers of edges and values do not fit each other, or edges do not ascend.
  public init(
    _ values: [[Double]], xEdges: [Double], yEdges: [Double], colors: ColorScale,
    label: String? = nil, hasColorBar: Bool = true
  ) throws(PlotError) {
    let columns = values.first?.count ?? 0
    guard columns > 0 else { throw PlotError("cells need at least one row of one value") }
    if let row = values.firstIndex(where: { $0.count != columns }) {
      throw PlotError(
        "row \(row + 1) of the cells has \(values[row].count) values, the first has \(columns); "
          + "fill holes with NaN")
    }
    for (axis, edges, count) in [("x", xEdges, columns), ("y", yEdges, values.count)] {
      guard edges.count == count + 1 else {
        throw PlotError(
          "\(count) \(count == 1 ? "cell" : "cells") along \(axis) need \(count + 1) edges, not \(edges.count): "
            + "the outer ones count too")
      }
      guard zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw PlotError("the edges of cells along \(axis) must be numbers in ascending order")
      }
    }
    self.values = values
    self.xEdges = xEdges
    self.yEdges = yEdges
    self.colors = colors
    self.label = label
    self.hasColorBar = hasColorBar
  }

  /// `mark-heatmap`: to a reader it is one.
  public var role: String { "mark-heatmap" }
  /// The outer edges along x.
  public var xExtent: Extent? { Extent(xEdges[0], xEdges[xEdges.count - 1]) }
  /// The outer edges along y.
  public func yExtent(over x: Extent) -> Extent? { Extent(yEdges[0], yEdges[yEdges.count - 1]) }
  /// The image, made when it is drawn.
  public func layout(on plane: Plane) -> MarkLayout {
    MarkLayout(
      colorBar: hasColorBar ? ColorBar(colors, label: label) : nil, cover: colors
    ) { () throws(PlotError) in draw(on: plane) }
  }

  /// One image over the part of the frame that the cells cover.
  func draw(on plane: Plane) -> [Drawing.Element] {
    let frame = plane.frame
    guard
      let x = Track(xEdges.map(plane.px), from: frame.left, to: frame.right),
      let y = Track(yEdges.map(plane.py), from: frame.top, to: frame.bottom)
    else { return [] }
    let table = colors.map.table(in: plane.theme)
    // An open cell in an image of full ones must be clear, or it would hide what lies beneath.
    let clear = plane.theme.background.opacity(0)
    let image = Image(width: x.cells.count, height: y.cells.count) { column, row in
      let value = values[y.cells[row]][x.cells[column]]
      return value.isNaN ? clear : table.color(at: colors.scale.fraction(of: value))
    }
    return [
      .image(
        image,
        in: Rect(left: x.start, top: y.start, right: x.end, bottom: y.end), sampling: .nearest)
    ]
  }
}

/// Which cell each pixel of an image shows along one axis, and where the image starts and ends.
private struct Track {
  var cells: [Int]
  let start: Double
  let end: Double

  /// Pixels a point where cells are not equally wide: edges are then at most an eighth of a point off.
  private static let fineness = 4.0
  /// The most pixels along an axis of cells that are not equally wide.
  private static let limit = 4096.0

  /// The cells between edges at page coordinates that may run either way; nil if none lies in the interval.
  init?(_ edges: [Double], from low: Double, to high: Double) {
    let isBackwards = edges[0] > edges[edges.count - 1]
    let places = isBackwards ? edges.reversed() : edges
    let count = places.count - 1
    // Only whole cells of equal width make one pixel a cell; a cut one would be narrower.
    let width = (places[count] - places[0]) / Double(count)
    let isEven = places.indices.allSatisfy {
      abs(places[$0] - places[0] - width * Double($0)) < 0.01
    }
    if isEven, places[0] >= low - 0.01, places[count] <= high + 0.01 {
      (start, end) = (places[0], places[count])
      cells = Array(0..<count)
    } else {
      (start, end) = (max(places[0], low), min(places[count], high))
      guard end > start else { return nil }
      let pixels = max(1, min(((end - start) * Self.fineness).rounded(.up), Self.limit))
      cells = []
      var cell = 0
      for i in 0..<Int(pixels) {
        let p = start + (end - start) * (Double(i) + 0.5) / pixels
        while cell < count - 1, places[cell + 1] <= p { cell += 1 }
        cells.append(cell)
      }
    }
    if isBackwards { cells = cells.map { count - 1 - $0 } }
  }
}
