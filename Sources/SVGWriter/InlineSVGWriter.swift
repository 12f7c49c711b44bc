import Drawing

/// Writes pages as parts of one HTML document: fonts stand once in a style sheet for all of them, frames
/// of one page share what is the same in them, and a reader who prefers the dark sees a page's dark look.
///
/// A group that is shown in some frames only has the first and the last of them in `data-frames`; those
/// of the last frame are visible, the others hidden, until a script says otherwise.
public struct InlineSVGWriter: Sendable {
  /// The parts of a document.
  public struct Document: Sendable {
    /// The style sheet of all pages.
    public var sheet: String
    /// Each page's markup, in the order in which they were added.
    public var pages: [String]
  }

  private struct Page {
    var frames: [Drawing]
    var classes: String
  }

  private let writer: SVGWriter
  private var styles = TextStyles()
  /// What becomes of colours in the dark, for groups of pages that agree.
  private var inks: [Recoloring] = []
  /// The pages of each addition: one, or a light and a dark one.
  private var pages: [[Page]] = []

  /// Makes a writer for a document.
  public init(_ writer: SVGWriter) {
    self.writer = writer
    styles.prefix = Self.prefix
  }

  /// Begins all names that the style sheet has.
  private static let prefix = "rho-"

  /// Adds a page, or the frames of one that moves.
  /// - Parameters:
  ///   - frames: the page, as it is shown and printed.
  ///   - dark: the same for readers who prefer the dark; none if empty.
  /// - Returns: the page's number in the document.
  /// - Throws: `SVGError` if there is no frame, or frames are not of one size.
  @discardableResult
  public mutating func add(_ frames: [Drawing], dark: [Drawing] = []) throws(SVGError) -> Int {
    guard let first = frames.first else { throw SVGError("a page needs at least one frame") }
    guard (frames + dark).allSatisfy({ $0.size == first.size }) else {
      throw SVGError("all frames of a page have one size")
    }
    for case .text(let text) in (frames + dark).lazy.flatMap(\.elements) {
      styles.collect(text.line)
    }
    if dark.isEmpty {
      pages.append([Page(frames: frames, classes: "")])
    } else if let recoloring = Recoloring(from: frames, to: dark) {
      pages.append([Page(frames: frames, classes: "\(Self.prefix)inks\(join(recoloring))")])
    } else {
      pages.append([
        Page(frames: frames, classes: "\(Self.prefix)light"),
        Page(frames: dark, classes: "\(Self.prefix)dark"),
      ])
    }
    return pages.count - 1
  }

  /// The number of the group of pages that a recolouring agrees with.
  private mutating func join(_ recoloring: Recoloring) -> Int {
    for i in inks.indices where inks[i].join(recoloring) { return i }
    inks.append(recoloring)
    return inks.count - 1
  }

  /// The document's parts.
  /// - Throws: `SVGError` if a font cannot be reduced to what is used; whatever the writer throws.
  public func finish() throws -> Document {
    var styles = styles
    try styles.subset()
    let markup = try pages.enumerated().map { i, looks in
      try looks.enumerated().map { j, page in
        var svg = SVGPage(writer: writer, sharing: styles, name: "\(Self.prefix)\(i)-\(j)-")
        let display = SteppedFrames(frames: page.frames.count)
        let bytes = try svg.bytes(
          of: page.frames[page.frames.count - 1],
          moving: MovingElement.merged(page.frames.map(\.elements)), display)
        let text = String(decoding: bytes, as: UTF8.self)
        return page.classes.isEmpty ? text : "<svg class=\"\(page.classes)\"" + text.dropFirst(4)
      }.joined()
    }
    return Document(sheet: String(decoding: styles.sheet, as: UTF8.self) + inkSheet, pages: markup)
  }

  /// Paper is white, whatever the screen is.
  private var inkSheet: String {
    let prefix = Self.prefix
    var sheet = ".\(prefix)dark{display:none}\n@media screen and (prefers-color-scheme:dark){\n"
    sheet += ".\(prefix)light{display:none}.\(prefix)dark{display:inline}\n"
    for (i, ink) in inks.enumerated() { sheet += ink.rules(scope: ".\(prefix)inks\(i)") }
    return sheet + "}\n"
  }
}

/// Frames that a script shows.
struct SteppedFrames: FrameDisplay {
  let frames: Int

  func attributes(of span: ClosedRange<Int>) -> String {
    " data-frames=\"\(span.lowerBound) \(span.upperBound)\""
  }

  func sheet(_ spans: some Sequence<ClosedRange<Int>>) -> String { "" }
}
