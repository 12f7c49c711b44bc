/// A number at every point of a plane.
public struct Field: Sendable {
  /// The value at (x, y) in data units; NaN where there is none.
  public var value: @Sendable (Double, Double) -> Double
  /// The values at many x and one y, as many as there are x.
  public var row: @Sendable (_ x: [Double], _ y: Double) -> [Double]

  /// Wraps a function.
  public init(_ value: @escaping @Sendable (Double, Double) -> Double) {
    self.value = value
    row = { xs, y in xs.map { value($0, y) } }
  }

  /// A field whose values are found faster by the row than one by one.
  /// - Parameter row: the values at many x and one y, as many as there are x.
  public static func rows(
    _ row: @escaping @Sendable (_ x: [Double], _ y: Double) -> [Double]
  ) -> Field {
    var field = Field { x, y in row([x], y)[0] }
    field.row = row
    return field
  }
}

/// Equally spaced places of a frame, in data units: x from the left, y from the top.
struct FieldGrid: Sendable {
  let x, y: [Double]

  /// The centres of cells, or their corners.
  init(on plane: Plane, columns: Int, rows: Int, atCorners: Bool) {
    func fractions(_ n: Int) -> [Double] {
      (0..<n).map {
        atCorners ? Double($0) / Double(max(n - 1, 1)) : (Double($0) + 0.5) / Double(n)
      }
    }
    x = fractions(columns).map { plane.x.value(at: $0) }
    y = fractions(rows).map { plane.y.value(at: 1 - $0) }
  }
}

/// A field's values on a grid, row by row from the top.
struct FieldSamples {
  let columns: Int
  let rows: Int
  let values: [Double]

  init(_ field: Field, on grid: FieldGrid) {
    columns = grid.x.count
    rows = grid.y.count
    var values: [Double] = []
    values.reserveCapacity(columns * rows)
    for y in grid.y {
      let row = field.row(grid.x, y)
      precondition(row.count == columns, "a field's row has a value for every x")
      values += row
    }
    self.values = values
  }

  subscript(column: Int, row: Int) -> Double { values[row * columns + column] }
}
