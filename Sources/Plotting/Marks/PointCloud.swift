import Drawing

/// So many points that each of them as a shape would make a file of megabytes: one image of all of them.
///
/// Every point is a stamp, the share of each pixel that its symbol covers, for one of 16 places within a
/// pixel. Where points lie over one another they cover as translucent paint does: what shines through is
/// the product of what each lets through. So it looks as the shapes would, to an eighth of a pixel.
struct PointCloud {
  /// From how many points on an image stands for them.
  static let least = 20_000

  /// Pixels a point (1/72 in): as fine as screens and print show.
  private static let fineness = 2.0
  /// Places a pixel along each axis where a stamp may lie.
  private static let phases = 4
  /// Pixels are worked on eight at a time.
  private typealias Lanes = SIMD8<Float>

  /// The page's part that the image covers, with its corners on the grid of pixels.
  private let area: Rect
  private let width, height: Int
  /// How much of the page shines through each pixel, 0…1, in rows of a multiple of eight.
  private var clear: [Lanes]
  private let lanesPerRow: Int
  /// For each phase (of y, then of x) the rows of a stamp, each over whole lanes.
  private let stamps: [[Lanes]]
  private let stampRows: Int
  /// From a point's place to its stamp's left upper corner, in pixels.
  private let reach: Double

  /// An empty cloud.
  /// - Parameters:
  ///   - frame: where the points lie, on the page.
  ///   - size: their diameter, in points.
  init(_ symbol: PointSymbol, size: Double, over frame: Rect) {
    let scale = Self.fineness
    let outline = PointSymbol.Outline(symbol, size: size * scale, unit: scale)
    reach = outline.reach.rounded(.up)
    let margin = reach + 1
    let left = (frame.left * scale).rounded(.down) - margin
    let top = (frame.top * scale).rounded(.down) - margin
    // Room for a stamp's lanes at the right edge.
    stampRows = Int(2 * reach) + 1
    let mostLanes = Self.lanes(stampRows, after: 7)
    lanesPerRow =
      Int((frame.right * scale + margin - left).rounded(.up)) / 8 + 1 + mostLanes
    width = 8 * lanesPerRow
    height = Int((frame.bottom * scale + margin - top).rounded(.up)) + 1
    area = Rect(
      left: left / scale, top: top / scale, right: (left + Double(width)) / scale,
      bottom: (top + Double(height)) / scale)
    clear = [Lanes](repeating: Lanes(repeating: 1), count: lanesPerRow * height)
    stamps = Self.stamps(outline, reach: reach, rows: stampRows)
  }

  /// How many lanes so many pixels touch.
  private static func lanes(_ pixels: Int, after shift: Int) -> Int { (shift + pixels + 7) / 8 }

  /// Adds a point that lies in the frame.
  /// - Parameter opacity: 0…1.
  mutating func add(_ point: Point, opacity: Double) {
    let x = (point.x - area.left) * Self.fineness - reach
    let y = (point.y - area.top) * Self.fineness - reach
    // The nearest of the places where stamps may lie.
    let phases = Double(Self.phases)
    let (u, v) = (Int((x * phases).rounded()), Int((y * phases).rounded()))
    let (column, row) = (u >> 2, v >> 2)
    // A stamp begins at any of the lanes' eight pixels.
    let shift = column & 7
    let stamp = stamps[((v & 3) * Self.phases + (u & 3)) * 8 + shift]
    let stampLanes = stamp.count / stampRows
    let strength = Lanes(repeating: Float(-opacity))
    var target = row * lanesPerRow + column >> 3
    var source = 0
    for _ in 0..<stampRows {
      for lane in 0..<stampLanes {
        clear[target &+ lane] *= 1 + strength * stamp[source &+ lane]
      }
      target &+= lanesPerRow
      source &+= stampLanes
    }
  }

  /// The image in a colour, whose own opacity does not count; nothing if no point has been added.
  func element(color: Color) -> Drawing.Element {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(4 * width * height)
    for lanes in clear {
      let alpha = ((1 - lanes) * 255).rounded(.toNearestOrAwayFromZero)
      for i in 0..<8 {
        let byte = UInt8(alpha[i])
        // Nothing has no colour, which makes files smaller.
        pixels.append(byte == 0 ? 0 : color.red)
        pixels.append(byte == 0 ? 0 : color.green)
        pixels.append(byte == 0 ? 0 : color.blue)
        pixels.append(byte)
      }
    }
    return .image(
      Image(width: width, height: height, pixels: pixels), in: area, sampling: .linear)
  }

  /// The stamps for every phase and for every place within lanes.
  private static func stamps(
    _ outline: PointSymbol.Outline, reach: Double, rows: Int
  ) -> [[Lanes]] {
    let samples = 8
    var result: [[Lanes]] = []
    for v in 0..<phases {
      for u in 0..<phases {
        let center = Point(
          reach + Double(u) / Double(phases), reach + Double(v) / Double(phases))
        var coverage = [Float](repeating: 0, count: rows * rows)
        for row in 0..<rows {
          for column in 0..<rows {
            var inside = 0
            for j in 0..<samples {
              for i in 0..<samples {
                let x = Double(column) + (Double(i) + 0.5) / Double(samples) - center.x
                let y = Double(row) + (Double(j) + 0.5) / Double(samples) - center.y
                inside += outline.contains(x, y) ? 1 : 0
              }
            }
            coverage[row * rows + column] = Float(inside) / Float(samples * samples)
          }
        }
        for shift in 0..<8 {
          let lanes = lanes(rows, after: shift)
          var stamp = [Lanes](repeating: .zero, count: rows * lanes)
          for row in 0..<rows {
            for column in 0..<rows {
              let x = column + shift
              stamp[row * lanes + x / 8][x % 8] = coverage[row * rows + column]
            }
          }
          result.append(stamp)
        }
      }
    }
    return result
  }
}
