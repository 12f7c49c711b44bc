import Drawing

/// Draws a page a few rows at a time.
///
/// It owns the memory for one band, and reuses it for the next: the memory of a page is that of a
/// band, and a band stays in the cache. Each thread has its own.
final class BandRenderer {
  private let scene: Scene
  /// The most rows that a band may have.
  let rows: Int
  private let coverage: CoverageMemory
  private let resolver = WindingResolver()
  private let strokePoints = Scratch<StrokePoint>()
  private let dashPoints = Scratch<StrokePoint>()
  // Made when first needed, and kept: the pixels of a band, layers and masks by their depth of nesting.
  private var base: UnsafeMutablePointer<UInt32>?
  private var layers: [UnsafeMutablePointer<UInt32>] = []
  private var masks: [UnsafeMutablePointer<UInt8>] = []

  init(_ scene: Scene, rows: Int) {
    self.scene = scene
    self.rows = rows
    coverage = CoverageMemory(width: scene.width, rows: rows)
  }

  deinit {
    base?.deallocate()
    for p in layers { p.deallocate() }
    for p in masks { p.deallocate() }
  }

  /// What an open group will restore.
  private struct Frame {
    var clip: Clip
    /// The canvas beneath a layer, and the layer's opacity.
    var beneath: (canvas: Canvas, clip: Clip, opacity: Double)?
    var masks: Int
    var layers: Int
  }

  /// Draws a band.
  /// - Parameter pixels: where to, a word a pixel; memory of the renderer's own if nil, which holds until
  ///   the next call.
  func render(top: Int, bottom: Int, into pixels: UnsafeMutablePointer<UInt32>? = nil) -> Canvas {
    var canvas = Canvas(
      pixels: pixels ?? ownPixels(), width: scene.width, top: top, bottom: bottom)
    if let underlay = scene.underlay {
      underlay.copy(to: canvas)
    } else {
      canvas.clear(scene.drawing.background.map(Pixel.premultiplied) ?? 0)
    }
    var clip = Clip(x0: 0, y0: top, x1: scene.width, y1: bottom)
    // The page's own top is no edge of a clip: a band's rows are let through whole.
    var frames: [Frame] = []
    var usedMasks = 0
    var usedLayers = 0
    var hidden = 0

    func close() {
      guard let frame = frames.popLast() else { return }
      if let beneath = frame.beneath {
        let layer = canvas
        canvas = beneath.canvas
        Compositor(canvas: canvas, clip: beneath.clip).lay(layer, opacity: beneath.opacity)
      }
      clip = frame.clip
      usedMasks = frame.masks
      usedLayers = frame.layers
    }

    let elements = scene.drawing.elements
    for i in 0..<elements.count {
      let item = scene.items[i]
      if item.rows.lowerBound >= bottom || item.rows.upperBound <= top { continue }
      switch elements[i] {
      case .begin(let group):
        if hidden > 0 {
          hidden += 1
          continue
        }
        var frame = Frame(clip: clip, beneath: nil, masks: usedMasks, layers: usedLayers)
        if let path = group.clip { narrow(&clip, to: path, top, bottom, &usedMasks) }
        if clip.isEmpty || !(group.opacity > 0) {
          clip = frame.clip
          hidden = 1
          continue
        }
        if group.opacity < 1 {
          frame.beneath = (canvas, clip, group.opacity)
          canvas = layer(usedLayers, top, bottom)
          usedLayers += 1
          clip = clip.bounds
        }
        frames.append(frame)
      case .end:
        if hidden > 0 { hidden -= 1 } else { close() }
      case .shape(let shape):
        if hidden == 0 { draw(shape, item, Compositor(canvas: canvas, clip: clip)) }
      case .text(let text):
        if hidden == 0 { draw(text, item.detail, Compositor(canvas: canvas, clip: clip)) }
      case .image(let image, let rect, let sampling):
        if hidden == 0 {
          ImagePainter(image, in: rect, scale: scene.scale, sampling: sampling)?.paint(
            Compositor(canvas: canvas, clip: clip))
        }
      }
    }
    while !frames.isEmpty { close() }
    return canvas
  }

  private func ownPixels() -> UnsafeMutablePointer<UInt32> {
    if let base { return base }
    let new = UnsafeMutablePointer<UInt32>.allocate(capacity: scene.width * rows)
    base = new
    return new
  }

  // MARK: Groups

  private func layer(_ depth: Int, _ top: Int, _ bottom: Int) -> Canvas {
    if depth == layers.count { layers.append(.allocate(capacity: scene.width * rows)) }
    let canvas = Canvas(pixels: layers[depth], width: scene.width, top: top, bottom: bottom)
    canvas.clear(0)
    return canvas
  }

  private func narrow(
    _ clip: inout Clip, to path: Path, _ top: Int, _ bottom: Int, _ usedMasks: inout Int
  ) {
    guard path.bounds(scale: scene.scale) != nil else {
      // An empty clip path lets nothing through, and neither does one that cannot be drawn.
      clip.x1 = clip.x0
      return
    }
    if let r = path.rectangle(scale: scene.scale) {
      clip.intersect(
        left: Fixed.quantize(r.left), top: Fixed.quantize(r.top), right: Fixed.quantize(r.right),
        bottom: Fixed.quantize(r.bottom))
      return
    }
    if usedMasks == masks.count { masks.append(.allocate(capacity: scene.width * rows)) }
    let accumulator = coverage.accumulator(top: top, bottom: bottom)
    fillOutline(path, scale: scene.scale, .nonZero, accumulator)
    Compositor.mask(accumulator, within: clip, into: masks[usedMasks])
    clip = clip.bounds
    clip.mask = UnsafePointer(masks[usedMasks])
    clip.maskTop = top
    clip.maskWidth = scene.width
    usedMasks += 1
  }

  // MARK: Shapes

  private func draw(_ shape: Drawing.Shape, _ item: Scene.Item, _ out: Compositor) {
    if let color = shape.fill, color.alpha > 0 {
      if case .rectangle(let bar) = item.detail {
        out.fill(bar, Paint(color))
      } else {
        let accumulator = band(out)
        if case .crisp(let path, _) = item.detail {
          // The inside follows its moved outline.
          fillOutline(path, scale: 1, shape.rule, accumulator)
        } else {
          fillOutline(shape.path, scale: scene.scale, shape.rule, accumulator)
        }
        out.fill(accumulator, Paint(color))
      }
    }
    guard let stroke = shape.stroke, var style = StrokeStyle(stroke, scale: scene.scale) else {
      return
    }
    if case .bars(let bars) = item.detail {
      let paint = Paint(stroke.color)
      for bar in bars { out.fill(bar, paint) }
      return
    }
    var path = shape.path
    var scale = scene.scale
    if case .crisp(let snapped, let halfWidth) = item.detail {
      path = snapped
      scale = 1
      style.halfWidth = halfWidth
    }
    let accumulator = band(out)
    if case .polyline(let parts) = item.detail {
      var stroker = Stroker(accumulator, style: style, scratch: strokePoints)
      let reach = style.reach + 1
      let rows = (Double(out.canvas.top) - reach)...(Double(out.canvas.bottom) + reach)
      parts.send(
        path, within: rows.lowerBound / scale...rows.upperBound / scale, scale: scale,
        to: &stroker)
      out.fill(accumulator, Paint(stroke.color))
      return
    }
    let pattern = DashPattern(stroke, scale: scene.scale)
    if item.mergesStroke {
      outline(path, scale, style, pattern, into: resolver.begin(accumulator))
      resolver.resolve(.nonZero, into: accumulator)
    } else {
      outline(path, scale, style, pattern, into: accumulator)
    }
    out.fill(accumulator, Paint(stroke.color))
  }

  /// Sends the outline of a stroke to a sink.
  private func outline(
    _ path: Path, _ scale: Double, _ style: StrokeStyle, _ pattern: DashPattern?,
    into sink: some EdgeSink
  ) {
    var stroker = Stroker(sink, style: style, scratch: strokePoints)
    let flattener = Flattener(scale: scale, halfWidth: style.halfWidth)
    guard let pattern else { return flattener.flatten(path, into: &stroker) }
    let visible = Rect(x: 0, y: 0, width: Double(scene.width), height: Double(scene.height))
    var dasher = Dasher(
      stroker, pattern: pattern, visible: visible.expanded(by: style.reach), scratch: dashPoints)
    flattener.flatten(path, into: &dasher)
  }

  private func band(_ out: Compositor) -> CoverageAccumulator {
    coverage.accumulator(top: out.canvas.top, bottom: out.canvas.bottom)
  }

  private func fillOutline(
    _ path: Path, scale: Double, _ rule: Drawing.FillRule, _ accumulator: CoverageAccumulator
  ) {
    var outline = FillOutline(resolver.begin(accumulator))
    Flattener(scale: scale).flatten(path, into: &outline)
    resolver.resolve(rule, into: accumulator)
  }

  // MARK: Text

  private func draw(_ text: Drawing.Text, _ detail: Scene.Detail, _ out: Compositor) {
    guard case .text(let placed) = detail else { return }
    let accumulator = band(out)
    if let halo = text.halo, halo.color.alpha > 0, halo.radius > 0 {
      let style = StrokeStyle(
        halfWidth: halo.radius * scene.scale, cap: .butt, join: .round, miterLimit: 1)
      if style.halfWidth.isFinite {
        let stroker = Stroker(accumulator, style: style, scratch: strokePoints)
        TextPainter(placed, scene.glyphs).stroke(with: stroker)
        out.fill(accumulator, Paint(halo.color))
      }
    }
    if text.color.alpha > 0 {
      TextPainter(placed, scene.glyphs).fill(accumulator)
      out.fill(accumulator, Paint(text.color))
    }
  }
}
