import Basics
import Dispatch
import Drawing

/// So many points that each of them as a shape would make a file of megabytes: one image of all of them.
///
/// Every point is a stamp, the share of each pixel that its symbol covers, for one of 16 places within a
/// pixel. Where points lie over one another they cover as translucent paint does: what shines through is
/// the product of what each lets through. So it looks as the shapes would, to an eighth of a pixel.
struct PointCloud {
  /// From how many points on an image stands for them.
  static let least = 20_000

  /// Pixels a point (1/72 in): as fine as screens and print show, unless the frame is larger than any of them.
  private let fineness: Double
  /// The most pixels of an image.
  private static let mostPixels = Double(1 << 26)
  /// Places a pixel along each axis where a stamp may lie.
  private static let phases = 4
  /// Pixels are worked on four at a time, as all processors can.
  private typealias Lanes = SIMD4<Float>

  /// The page's part that the image covers, with its corners on the grid of pixels.
  private let area: Rect
  private let width, height: Int
  /// How much of the page shines through each pixel, 0…1, in rows of a multiple of four.
  private var clear: [Lanes]
  private let lanesPerRow: Int
  /// For each phase (of y, then of x) and each place within lanes the rows of a stamp, all of the most lanes
  /// that a row may need.
  private let stamps: [Lanes]
  private let stampRows, stampLanes: Int
  /// From a point's place to its stamp's left upper corner, in pixels.
  private let reach: Double

  /// An empty cloud.
  /// - Parameters:
  ///   - frame: where the points lie, on the page.
  ///   - size: their diameter, in points.
  init(_ symbol: PointSymbol, size: Double, over frame: Rect) {
    let scale = min(2, (Self.mostPixels / (frame.width * frame.height)).squareRoot())
    fineness = scale
    let outline = PointSymbol.Outline(symbol, size: size * scale, unit: scale)
    reach = outline.reach.rounded(.up)
    let margin = reach + 1
    let left = (frame.left * scale).rounded(.down) - margin
    let top = (frame.top * scale).rounded(.down) - margin
    // Room for a stamp's lanes at the right edge.
    stampRows = Int(2 * reach) + 1
    stampLanes = max(Self.lanes(stampRows, after: 3), 2)
    lanesPerRow =
      Int((frame.right * scale + margin - left).rounded(.up)) / 4 + 1 + stampLanes
    width = 4 * lanesPerRow
    height = Int((frame.bottom * scale + margin - top).rounded(.up)) + 1
    area = Rect(
      left: left / scale, top: top / scale, right: (left + Double(width)) / scale,
      bottom: (top + Double(height)) / scale)
    clear = [Lanes](repeating: Lanes(repeating: 1), count: lanesPerRow * height)
    stamps = Self.stamps(outline, reach: reach, rows: stampRows, lanes: stampLanes)
  }

  /// How many lanes so many pixels touch.
  private static func lanes(_ pixels: Int, after shift: Int) -> Int { (shift &+ pixels &+ 3) &>> 2 }

  /// A point, and how opaque it is, 0…1.
  typealias Placed = (place: Point, opacity: Double)

  /// Adds points that lie in the frame, in their order; nil for one that does not. All cores help.
  mutating func add(count: Int, _ point: @Sendable (Int) -> Placed?) {
    for start in stride(from: 0, to: count, by: Self.chunk) {
      let points = start..<min(start + Self.chunk, count)
      let stampings = [Stamping](unsafeUninitializedCapacity: points.count) { buffer, filled in
        filled = points.count
        let (cloud, stampings) = (self, Unchecked(buffer.baseAddress!))
        let part = Self.chunk / Self.workers
        DispatchQueue.concurrentPerform(iterations: (points.count + part - 1) / part) { worker in
          for i in worker * part..<min((worker + 1) * part, points.count) {
            (stampings.value + i).initialize(to: cloud.stamping(of: point(start + i)))
          }
        }
      }
      clear.withUnsafeMutableBufferPointer { [self] clear in
        let clear = Unchecked(clear.baseAddress!)
        DispatchQueue.concurrentPerform(iterations: Self.workers) { worker in
          stamp(stampings, onto: clear.value, strips: worker)
        }
      }
    }
  }

  /// How many points are placed before they are stamped: so many stay in the cache.
  private static let chunk = 1 << 15
  /// Rows are stamped in strips of 16, of which each worker has its own ones: every pixel meets its points in
  /// their order, whichever worker is faster.
  private static let workers = 4
  private static let stripShift = 4

  /// Which stamp goes where.
  private struct Stamping {
    var row, lane, stamp: Int32
    /// The opacity, negative; zero for a point that is not there.
    var strength: Float
  }

  private func stamping(of point: Placed?) -> Stamping {
    guard let (place, opacity) = point else {
      return Stamping(row: 0, lane: 0, stamp: 0, strength: 0)
    }
    // The nearest of the places where stamps may lie.
    let phases = Double(Self.phases)
    let u = Int(((place.x - area.left) * fineness - reach) * phases + 0.5)
    let v = Int(((place.y - area.top) * fineness - reach) * phases + 0.5)
    let (column, row) = (u >> 2, v >> 2)
    return Stamping(
      row: Int32(row), lane: Int32(column >> 2),
      // A stamp begins at any of the lanes' four pixels.
      stamp: Int32(((v & 3) * Self.phases + (u & 3)) * 4 + column & 3), strength: Float(-opacity))
  }

  private func stamp(
    _ stampings: [Stamping], onto clear: UnsafeMutablePointer<Lanes>, strips worker: Int
  ) {
    let mask = Self.workers &- 1
    stamps.withUnsafeBufferPointer { stamps in
      for stamping in stampings where stamping.strength != 0 {
        let first = Int(stamping.row)
        let end = first &+ stampRows
        let strength = Lanes(repeating: stamping.strength)
        var strip = first &>> Self.stripShift
        let last = (end &- 1) &>> Self.stripShift
        while strip <= last {
          defer { strip &+= 1 }
          if strip & mask != worker { continue }
          let top = max(first, strip &<< Self.stripShift)
          let bottom = min(end, (strip &+ 1) &<< Self.stripShift)
          let line = Int(stamping.stamp) &* stampRows &+ (top &- first)
          var source = stamps.baseAddress! + line &* stampLanes
          var target = clear + (top &* lanesPerRow &+ Int(stamping.lane))
          for _ in top..<bottom {
            target[0] *= 1 + strength * source[0]
            target[1] *= 1 + strength * source[1]
            for lane in stride(from: 2, to: stampLanes, by: 1) {
              target[lane] *= 1 + strength * source[lane]
            }
            source += stampLanes
            target += lanesPerRow
          }
        }
      }
    }
  }

  /// The image in a colour, whose own opacity does not count; nothing if no point has been added.
  func element(color: Color) -> Drawing.Element {
    let opaque = SIMD4(
      repeating: UInt32(color.red) | UInt32(color.green) << 8 | UInt32(color.blue) << 16)
    let pixels = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { bytes, count in
      count = 4 * width * height
      let words = UnsafeMutableRawPointer(bytes.baseAddress!)
      for (i, lanes) in clear.enumerated() {
        // From 2²³ on a float has no places after the point: the lowest bits are the rounded number.
        let sum = (1 - lanes) * 255 + 0x1p23
        let alpha = unsafeBitCast(sum, to: SIMD4<UInt32>.self) & 0xFF
        // Nothing has no colour, which makes files smaller.
        let pixels = (opaque | alpha &<< 24).replacing(with: 0, where: alpha .== 0)
        words.storeBytes(of: pixels, toByteOffset: 16 * i, as: SIMD4<UInt32>.self)
      }
    }
    return .image(
      Image(width: width, height: height, pixels: pixels), in: area, sampling: .linear)
  }

  /// The stamps for every phase and for every place within lanes.
  private static func stamps(
    _ outline: PointSymbol.Outline, reach: Double, rows: Int, lanes: Int
  ) -> [Lanes] {
    let samples = 8
    var result: [Lanes] = []
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
        for shift in 0..<4 {
          var stamp = [Lanes](repeating: .zero, count: rows * lanes)
          for row in 0..<rows {
            for column in 0..<rows {
              let x = column + shift
              stamp[row * lanes + x / 4][x % 4] = coverage[row * rows + column]
            }
          }
          result += stamp
        }
      }
    }
    return result
  }
}
