import Drawing
import PNG

/// One page on its way to bytes.
struct SVGPage {
  private let writer: SVGWriter
  private var body: [UInt8] = []
  private var definitions: [UInt8] = []
  private var clips: [Path: Int] = [:]
  private var styles: TextStyles
  /// Whether the style sheet of fonts stands elsewhere, for several pages together.
  private let sharesStyles: Bool
  /// What begins all identifiers; made from the content if nil.
  private let name: String?

  /// Stands for the prefix of identifiers until the content, and so its hash, is known. XML forbids the
  /// character, so no text contains it.
  static let prefix: Character = "\u{1}"

  init(writer: SVGWriter) {
    self.writer = writer
    styles = TextStyles()
    sharesStyles = false
    name = nil
  }

  /// A page among others of one document.
  /// - Parameters:
  ///   - styles: the fonts of all of them.
  ///   - name: what begins the page's identifiers.
  init(writer: SVGWriter, sharing styles: TextStyles, name: String) {
    self.writer = writer
    self.styles = styles
    sharesStyles = true
    self.name = name
  }

  mutating func bytes(of drawing: Drawing) throws -> [UInt8] {
    try bytes(of: drawing, moving: [.still(drawing.elements)], nil)
  }

  /// A page of which parts move; `drawing` gives its size, title and background.
  mutating func bytes(
    of drawing: Drawing, moving: [MovingElement], _ timeline: (any FrameDisplay)?
  ) throws -> [UInt8] {
    if writer.text == .embedded, !sharesStyles {
      collectStyles(moving)
      try styles.subset()
    }
    let (w, h) = (Hundredths.text(drawing.size.width), Hundredths.text(drawing.size.height))
    var head: [UInt8] = []
    head += Array(
      ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(w)\" height=\"\(h)\" "
        + "viewBox=\"0 0 \(w) \(h)\" role=\"img\" "
        + "aria-labelledby=\"\(Self.prefix)title \(Self.prefix)desc\">\n").utf8)
    head += Array(
      ("<title id=\"\(Self.prefix)title\">\(XML.escaped(drawing.title))</title>\n"
        + "<desc id=\"\(Self.prefix)desc\">\(XML.escaped(drawing.description))</desc>\n").utf8)
    if let background = drawing.background {
      append("<path\(Paint.attributes(fill: background, rule: .nonZero, stroke: nil).joined) ")
      append("d=\"M0 0h\(w)v\(h)h-\(w)z\"/>\n")
    }
    try write(moving, timeline)

    var content = head
    let spans = MovingElement.spans(of: moving)
    let style =
      (sharesStyles ? [] : styles.sheet)
      + (spans.isEmpty ? [] : Array((timeline?.sheet(spans) ?? "").utf8))
    if !style.isEmpty { content += Array("<style>\n".utf8) + style + Array("</style>\n".utf8) }
    if !definitions.isEmpty {
      content += Array("<defs>\n".utf8) + definitions + Array("</defs>\n".utf8)
    }
    content += body
    content += Array("</svg>\n".utf8)
    var hash = ContentHash()
    hash.add(content)
    let prefix = Array((name ?? "r\(hash.name)-").utf8)
    var result: [UInt8] = []
    result.reserveCapacity(content.count + 4096)
    for byte in content {
      if byte == 1 { result += prefix } else { result.append(byte) }
    }
    return result
  }

  private mutating func append(_ text: String) { body += text.utf8 }

  private mutating func collectStyles(_ elements: [MovingElement]) {
    func collect(_ elements: [Drawing.Element]) {
      for case .text(let text) in elements { styles.collect(text.line) }
    }
    for element in elements {
      switch element {
      case .still(let elements): collect(elements)
      case .group(_, let children): collectStyles(children)
      case .versions(let versions): for version in versions { collect(version.elements) }
      }
    }
  }

  private mutating func write(_ elements: [MovingElement], _ timeline: (any FrameDisplay)?) throws {
    for element in elements {
      switch element {
      case .still(let elements): try writeElements(elements)
      case .group(let group, let children):
        begin(group)
        try write(children, timeline)
        append("</g>\n")
      case .versions(let versions):
        guard let timeline else { continue }
        for (span, elements) in versions where !elements.isEmpty {
          let isLast = span.upperBound == timeline.frames - 1
          append("<g\(timeline.attributes(of: span))")
          append(isLast ? ">\n" : " visibility=\"hidden\">\n")
          try writeElements(elements)
          append("</g>\n")
        }
      }
    }
  }

  private mutating func writeElements(_ elements: [Drawing.Element]) throws {
    var depth = 0
    var i = 0
    while i < elements.count {
      switch elements[i] {
      case .shape:
        var run: [Drawing.Shape] = []
        while i < elements.count, case .shape(let shape) = elements[i] {
          run.append(shape)
          i += 1
        }
        write(run)
        continue
      case .text(let text): write(text)
      case .image(let image, let rect, let sampling): try write(image, rect, sampling)
      case .begin(let group):
        begin(group)
        depth += 1
      case .end:
        if depth > 0 {
          append("</g>\n")
          depth -= 1
        }
      }
      i += 1
    }
    for _ in 0..<depth { append("</g>\n") }
  }

  // MARK: Groups

  private mutating func begin(_ group: Drawing.Group) {
    var attributes = ""
    if !group.role.isEmpty { attributes += " class=\"\(XML.escaped(group.role))\"" }
    if group.opacity < 1 { attributes += " opacity=\"\(Hundredths.opacity(group.opacity))\"" }
    if let clip = group.clip, let id = clipID(clip) {
      attributes += " clip-path=\"url(#\(Self.prefix)c\(id))\""
    }
    append("<g\(attributes)>\n")
    if let label = group.label { append("<title>\(XML.escaped(label))</title>\n") }
  }

  private mutating func clipID(_ clip: Path) -> Int? {
    if let id = clips[clip] { return id }
    guard let data = PathData.bytes(of: clip) else { return nil }
    let id = clips.count
    clips[clip] = id
    definitions += Array("<clipPath id=\"\(Self.prefix)c\(id)\"><path d=\"".utf8)
    definitions += data
    definitions += Array("\"/></clipPath>\n".utf8)
    return id
  }

  // MARK: Shapes

  /// Writes neighbouring shapes; what all of them share is said once.
  private mutating func write(_ shapes: [Drawing.Shape]) {
    let drawn = shapes.compactMap { shape -> (data: [UInt8], paint: Paint)? in
      guard let data = PathData.bytes(of: shape.path), !data.isEmpty else { return nil }
      let paint = Paint.attributes(fill: shape.fill, rule: shape.rule, stroke: shape.stroke)
      return (data, paint)
    }
    guard let first = drawn.first else { return }
    var common: [String] = []
    if drawn.count > 2 {
      common = first.paint.attributes
      for (_, paint) in drawn.dropFirst() where !common.isEmpty {
        common.removeAll { !paint.attributes.contains($0) }
      }
    }
    if !common.isEmpty { append("<g\(Paint(attributes: common).joined)>\n") }
    for (data, paint) in drawn {
      append("<path")
      for attribute in paint.attributes where !common.contains(attribute) {
        append(" ")
        append(attribute)
      }
      append(" d=\"")
      body += data
      append("\"/>\n")
    }
    if !common.isEmpty { append("</g>\n") }
  }

  // MARK: Text

  private mutating func write(_ text: Drawing.Text) {
    guard text.origin.x.isFinite, text.origin.y.isFinite, text.rotation.isFinite else { return }
    let line = text.line
    guard !line.runs.isEmpty || !line.rules.isEmpty else { return }
    if writer.text == .outlines { return writeOutlines(text) }
    // A halo is a path of its own: stroked text would cover the letters of the run before it.
    if let halo = text.halo { write(halo, around: text.outline) }

    var attributes = ""
    // Where the line's baseline starts, in the coordinates in which its runs are placed.
    var origin = text.origin
    if text.rotation != 0 {
      let degrees = text.rotation * 180 / .pi
      attributes +=
        " transform=\"translate(\(Hundredths.text(origin.x)) \(Hundredths.text(origin.y)))"
        + "rotate(\(Hundredths.text(degrees)))\""
      origin = .zero
    }
    let fill =
      " fill=\"\(Paint.name(text.color))\""
      + (text.color.alpha < 1 ? " fill-opacity=\"\(Hundredths.opacity(text.color.alpha))\"" : "")

    func place(_ p: Point) -> String {
      "x=\"\(Hundredths.text(origin.x + p.x))\" y=\"\(Hundredths.text(origin.y + p.y))\""
    }
    let hasRules = !line.rules.isEmpty
    if hasRules {
      append("<g\(attributes)\(fill)>\n")
      for r in line.rules {
        append("<rect \(place(Point(r.x, r.y))) width=\"\(Hundredths.text(r.width))\" ")
        append("height=\"\(Hundredths.text(r.height))\"/>\n")
      }
    }
    if !line.runs.isEmpty {
      let outer = hasRules ? "" : attributes + fill
      if line.runs.count == 1 {
        let run = line.runs[0]
        append("<text class=\"\(styles.name(of: run.font))\" \(place(run.origin))\(outer)>")
        append("\(XML.escaped(run.text))</text>\n")
      } else {
        append("<text\(outer)>")
        for run in line.runs {
          append("<tspan class=\"\(styles.name(of: run.font))\" \(place(run.origin))>")
          append("\(XML.escaped(run.text))</tspan>")
        }
        append("</text>\n")
      }
    }
    if hasRules { append("</g>\n") }
  }

  /// Writes a line as one path in page coordinates, so that it needs no fonts and no references.
  private mutating func writeOutlines(_ text: Drawing.Text) {
    let path = text.outline
    guard let data = PathData.bytes(of: path), !data.isEmpty else { return }
    append("<g role=\"img\" aria-label=\"\(XML.escaped(text.line.plainText))\">\n")
    if let halo = text.halo { write(halo, around: path) }
    append("<path\(Paint.attributes(fill: text.color, rule: .nonZero, stroke: nil).joined) d=\"")
    body += data
    append("\"/>\n</g>\n")
  }

  private mutating func write(_ halo: Drawing.Halo, around outline: Path) {
    guard let data = PathData.bytes(of: outline), !data.isEmpty else { return }
    let stroke = Stroke(halo.color, width: 2 * halo.radius, join: .round)
    append("<path\(Paint.attributes(fill: nil, rule: .nonZero, stroke: stroke).joined) d=\"")
    body += data
    append("\"/>\n")
  }

  // MARK: Images

  private mutating func write(_ image: Image, _ rect: Rect, _ sampling: Image.Sampling) throws {
    guard [rect.x, rect.y, rect.width, rect.height].allSatisfy(\.isFinite) else { return }
    append("<image x=\"\(Hundredths.text(rect.x))\" y=\"\(Hundredths.text(rect.y))\" ")
    append("width=\"\(Hundredths.text(rect.width))\" height=\"\(Hundredths.text(rect.height))\" ")
    append("preserveAspectRatio=\"none\" ")
    if sampling == .nearest { append("style=\"image-rendering:pixelated\" ") }
    append("href=\"data:image/png;base64,")
    body += Base64.encode(try PNGFile.encode(image, threads: writer.threads))
    append("\"/>\n")
  }
}
