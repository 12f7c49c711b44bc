import Drawing

/// Lays paint onto a canvas through a clip.
struct Compositor {
  let canvas: Canvas
  let clip: Clip

  /// Paints what an accumulator holds, and empties it.
  func fill(_ a: CoverageAccumulator, _ paint: Paint) {
    let first = a.extent.pointee.first
    let last = a.extent.pointee.last
    a.extent.pointee = (Int.max, -1)
    if first > last { return }
    for row in first...last {
      let y = a.top + row
      if y < clip.y0 || y >= clip.y1 || clip.x0 >= clip.x1 {
        Compositor.discard(a, row)
      } else {
        fillRow(a, row, paint)
      }
    }
  }

  private func fillRow(_ a: CoverageAccumulator, _ row: Int, _ paint: Paint) {
    let y = a.top &+ row
    let pixels = canvas.row(y)
    let cells = a.cells + row &* a.stride
    let marks = a.marks + row &* a.words
    // Groups of columns that the clip lets through whole: one comparison tells.
    let plain = clip.isPlain(row: y)
    let plainFirst = clip.x0 &+ (clip.leftEdge == 255 ? 0 : 1)
    let plainEnd = clip.x1 &- (clip.rightEdge == 255 ? 0 : 1)
    let plainGroups = UInt(bitPattern: plain ? max(plainEnd &- plainFirst &- 3, 0) : 0)
    var cover: Int32 = 0
    var x = 0
    var word = 0
    while word < a.words {
      var bits = marks[word]
      if bits != 0 {
        marks[word] = 0
        repeat {
          let group = word &<< 8 | bits.trailingZeroBitCount &<< 2
          bits &= bits &- 1
          if cover != 0, group > x { run(x, group, y, cover, paint) }
          if UInt(bitPattern: group &- plainFirst) < plainGroups {
            // All four let through whole.
            cover = fillGroup(cells + group, pixels + group, cover, paint)
          } else {
            cover = fillPart(cells + group, at: group, y, cover, paint)
          }
          x = group &+ 4
        } while bits != 0
      }
      word &+= 1
    }
    if cover != 0 { run(x, canvas.width, y, cover, paint) }
  }

  /// Paints four pixels at once, and empties their cells.
  /// - Returns: the coverage after them.
  @inline(__always)
  private func fillGroup(
    _ cells: UnsafeMutablePointer<Int32>, _ pixels: UnsafeMutablePointer<UInt32>, _ cover: Int32,
    _ paint: Paint
  ) -> Int32 {
    let cellsOfGroup = UnsafeMutableRawPointer(cells)
    let pixelsOfGroup = UnsafeMutableRawPointer(pixels)
    var sums = cellsOfGroup.loadUnaligned(as: SIMD4<Int32>.self)
    cellsOfGroup.storeBytes(of: .zero, as: SIMD4<Int32>.self)
    // The sums of the first one, two, three and four: within pairs, then of pairs. (A shift of two cells as
    // one number moves the first into the place of the second; elsewhere in memory it would not.)
    let pairs = unsafeBitCast(sums, to: SIMD2<UInt64>.self) &<< 32
    sums &+= unsafeBitCast(pairs, to: SIMD4<Int32>.self)
    sums &+= SIMD4(repeating: sums[1]) & SIMD4(0, 0, -1, -1)
    sums &+= SIMD4(repeating: cover)
    let sign = sums &>> 31
    let beyond = (sums ^ sign) &- sign &- SIMD4(repeating: Int32(CoverageAccumulator.full))
    let coverage = (beyond & (beyond &>> 31)) &+ SIMD4(repeating: Int32(CoverageAccumulator.full))
    let under = pixelsOfGroup.loadUnaligned(as: SIMD4<UInt32>.self)
    let weights = paint.weights(SIMD4<UInt32>(truncatingIfNeeded: coverage))
    pixelsOfGroup.storeBytes(
      of: Pixel.mix(SIMD4(repeating: paint.pixel), under, weights), as: SIMD4<UInt32>.self)
    return sums[3]
  }

  /// Paints those of four pixels that the clip lets through, as far as it does, and empties their cells.
  /// - Returns: the coverage after them.
  @inline(never)
  private func fillPart(
    _ cells: UnsafeMutablePointer<Int32>, at group: Int, _ y: Int, _ cover: Int32, _ paint: Paint
  ) -> Int32 {
    let pixels = canvas.row(y)
    var cover = cover
    for i in 0..<4 {
      cover &+= cells[i]
      cells[i] = 0
      let column = group &+ i
      if cover == 0 || column < clip.x0 || column >= clip.x1 { continue }
      let weight = paint.weight(min(Int(cover.magnitude), CoverageAccumulator.full))
      let through = Pixel.product(weight, clip.factor(column, y))
      pixels[column] = Pixel.mix(paint.pixel, pixels[column], through)
    }
    return cover
  }

  /// Paints a run of pixels of one coverage, of ±65536 or more.
  @inline(never)
  private func run(_ from: Int, _ to: Int, _ y: Int, _ cover: Int32, _ paint: Paint) {
    let coverage = min(Int(cover.magnitude), CoverageAccumulator.full)
    span(from, to, y, paint.pixel, paint.weight(coverage))
  }

  /// Mixes a pixel into a run of a row as much as `weight` of 255.
  func span(_ from: Int, _ to: Int, _ y: Int, _ pixel: UInt32, _ weight: UInt32) {
    var x = max(from, clip.x0)
    var end = min(to, clip.x1)
    if x >= end || weight == 0 { return }
    let pixels = canvas.row(y)
    func blend(_ x: Int) {
      let w = Pixel.product(weight, clip.factor(x, y))
      pixels[x] = Pixel.mix(pixel, pixels[x], w)
    }
    guard clip.isPlain(row: y) else {
      for x in x..<end { blend(x) }
      return
    }
    if x == clip.x0, clip.leftEdge != 255 {
      blend(x)
      x += 1
    }
    if x < end, end == clip.x1, clip.rightEdge != 255 {
      end -= 1
      blend(end)
    }
    if x >= end { return }
    if weight == 255 {
      (pixels + x).update(repeating: pixel, count: end - x)
    } else {
      for x in x..<end { pixels[x] = Pixel.mix(pixel, pixels[x], weight) }
    }
  }

  /// Paints a rectangle.
  func fill(_ bar: Bar, _ paint: Paint) {
    guard bar.left < bar.right else { return }
    let (first, last) = (bar.left >> 8, (bar.right - 1) >> 8)
    let top = max(bar.top >> 8, clip.y0, canvas.top)
    let bottom = min((bar.bottom + 255) >> 8, clip.y1, canvas.bottom)
    for y in top..<max(bottom, top) {
      // The area within a pixel is the product of its extents, of 256 each.
      let height = min(bar.bottom, (y + 1) << 8) - max(bar.top, y << 8)
      func part(_ extent: Int) -> UInt32 { paint.weight(extent * height) }
      if last - first == 1, first > clip.x0, last < clip.x1 - 1, clip.isPlain(row: y) {
        // A fine line between two columns, as grids have them.
        let pixels = canvas.row(y)
        pixels[first] = Pixel.mix(
          paint.pixel, pixels[first], part((first + 1) << 8 - bar.left))
        pixels[last] = Pixel.mix(paint.pixel, pixels[last], part(bar.right - last << 8))
      } else if first == last {
        span(first, first + 1, y, paint.pixel, part(bar.right - bar.left))
      } else if (bar.left | bar.right) & 255 == 0 {
        span(first, last + 1, y, paint.pixel, part(256))
      } else {
        span(first, first + 1, y, paint.pixel, part((first + 1) << 8 - bar.left))
        span(first + 1, last, y, paint.pixel, part(256))
        span(last, last + 1, y, paint.pixel, part(bar.right - last << 8))
      }
    }
  }

  /// Lays a layer over the canvas.
  func lay(_ layer: Canvas, opacity: Double) {
    let o = UInt32((min(max(0, opacity), 1) * 255).rounded())
    for y in max(clip.y0, canvas.top)..<max(min(clip.y1, canvas.bottom), max(clip.y0, canvas.top)) {
      let source = layer.row(y)
      let target = canvas.row(y)
      for x in clip.x0..<max(clip.x1, clip.x0) where source[x] != 0 {
        let weight = Pixel.product(o, clip.factor(x, y))
        target[x] = Pixel.over(Pixel.scale(source[x], weight), target[x])
      }
    }
  }

  /// Empties an accumulator's row unseen.
  static func discard(_ a: CoverageAccumulator, _ row: Int) {
    let cells = a.cells + row * a.stride
    let marks = a.marks + row * a.words
    for word in 0..<a.words {
      var bits = marks[word]
      marks[word] = 0
      while bits != 0 {
        let group = word << 8 | bits.trailingZeroBitCount << 2
        bits &= bits &- 1
        (cells + group).update(repeating: 0, count: 4)
      }
    }
  }

  /// Writes what an accumulator holds into a mask, times what an outer clip lets through, and
  /// empties it.
  static func mask(
    _ a: CoverageAccumulator, within outer: Clip, into mask: UnsafeMutablePointer<UInt8>
  ) {
    mask.update(repeating: 0, count: a.width * (a.bottom - a.top))
    let paint = Paint(.black)
    for row in 0..<a.bottom - a.top {
      let y = a.top + row
      let inside = y >= outer.y0 && y < outer.y1
      let cells = a.cells + row * a.stride
      var cover = 0
      for x in 0..<a.width {
        cover += Int(cells[x])
        if inside, cover != 0, x >= outer.x0, x < outer.x1 {
          mask[row * a.width + x] = UInt8(
            Pixel.product(
              paint.weight(min(abs(cover), CoverageAccumulator.full)), outer.factor(x, y)))
        }
      }
      discard(a, row)
    }
    a.extent.pointee = (Int.max, -1)
  }
}
