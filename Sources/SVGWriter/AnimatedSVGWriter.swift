import Drawing

/// Writes the frames of an animation as one SVG that plays by itself, also inside an `<img>`.
///
/// What is the same in all frames is written once; what differs is written once for each version of it,
/// and shown by a CSS animation while its frames last. A reader who prefers reduced motion, and a viewer
/// without CSS animations, see the last frame. Text stays text.
///
/// Until `finish`, the elements of all frames are kept in memory: a long sequence of rich pages is better
/// written as an animated PNG or a video.
public struct AnimatedSVGWriter: Sendable {
  private let writer: SVGWriter
  private let secondsPerFrame: Double
  private let hold: Double
  private var frames: [Drawing] = []

  /// The longest animation, in seconds: over 30 years.
  private static let longest = 1e9

  /// Makes a writer of an animation.
  /// - Parameters:
  ///   - writer: how pages are written.
  ///   - secondsPerFrame: how long each frame is shown; positive.
  ///   - holdingLast: how much longer the last frame stands, in seconds; not negative.
  public init(writer: SVGWriter, secondsPerFrame: Double, holdingLast: Double) {
    self.writer = writer
    self.secondsPerFrame = secondsPerFrame
    hold = holdingLast
  }

  /// Adds a frame.
  /// - Throws: `SVGError` if its size is not that of the first.
  public mutating func add(_ drawing: Drawing) throws(SVGError) {
    if let first = frames.first, first.size != drawing.size {
      throw SVGError(
        "frame \(frames.count) is \(drawing.size.width) × \(drawing.size.height) points, the first "
          + "\(first.size.width) × \(first.size.height); all frames of an animation have one size")
    }
    frames.append(drawing)
  }

  /// The animation as the bytes of an SVG file, in UTF-8, with title and description of the last frame.
  /// - Throws: `SVGError` if there is no frame or a time is not positive; whatever the writer throws.
  public func finish() throws -> [UInt8] {
    guard let last = frames.last else { throw SVGError("an animation needs at least one frame") }
    // So long that no one sees its end; beyond it a time would have no fractions.
    guard secondsPerFrame > 0, hold >= 0,
      secondsPerFrame * Double(frames.count) + hold <= Self.longest
    else {
      throw SVGError(
        "an animation of \(secondsPerFrame) s a frame, held for \(hold) s: times must be positive, and "
          + "at most \(Self.longest) s in all")
    }
    let timeline = Timeline(
      frames: frames.count, secondsPerFrame: secondsPerFrame, hold: hold)
    var page = SVGPage(writer: writer)
    return try page.bytes(
      of: last, moving: MovingElement.merged(frames.map(\.elements)), timeline)
  }
}

/// How a page shows its frames.
protocol FrameDisplay {
  /// How many there are.
  var frames: Int { get }
  /// What a group has that is shown in a span of frames, with a space before each attribute.
  func attributes(of span: ClosedRange<Int>) -> String
  /// The style sheet for groups that are shown in such spans.
  func sheet(_ spans: some Sequence<ClosedRange<Int>>) -> String
}

/// Frames that follow one another by themselves.
struct Timeline: FrameDisplay {
  let frames: Int
  private let secondsPerFrame: Double
  private let period: Double

  init(frames: Int, secondsPerFrame: Double, hold: Double) {
    self.frames = frames
    self.secondsPerFrame = secondsPerFrame
    period = secondsPerFrame * Double(frames) + hold
  }

  func attributes(of span: ClosedRange<Int>) -> String {
    " class=\"\(SVGPage.prefix)v \(className(span))\" style=\"animation-delay:\(delay(span))\""
  }

  /// How long frames are shown, in thousandths of the period: the name of their keyframes.
  private func length(_ span: ClosedRange<Int>) -> Double {
    let end =
      span.upperBound == frames - 1 ? period : secondsPerFrame * Double(span.upperBound + 1)
    return end - secondsPerFrame * Double(span.lowerBound)
  }

  /// The class of a version's keyframes: versions shown equally long share them.
  func className(_ span: ClosedRange<Int>) -> String {
    "\(SVGPage.prefix)k\(Int((length(span) / period * 100_000).rounded()))"
  }

  /// Where in its cycle a version is when the animation starts, in seconds: never positive, so that the
  /// first cycle is like the others.
  func delay(_ span: ClosedRange<Int>) -> String {
    let start = secondsPerFrame * Double(span.lowerBound)
    return span.lowerBound == 0 ? "0s" : Self.text(start - period) + "s"
  }

  /// The style sheet of all versions.
  ///
  /// Without animation the attributes decide: the last frame's versions are visible.
  func sheet(_ spans: some Sequence<ClosedRange<Int>>) -> String {
    var lengths: [String: Double] = [:]
    for span in spans { lengths[className(span)] = length(span) / period * 100 }
    let all = "\(SVGPage.prefix)v"
    var sheet = ".\(all){animation:\(Self.text(period))s step-end infinite}\n"
    for (name, percent) in lengths.sorted(by: { $0.key < $1.key }) {
      sheet += ".\(name){animation-name:\(name)}@keyframes \(name){0%{visibility:visible}"
      if percent < 99.9999 { sheet += "\(Self.text(percent))%,to{visibility:hidden}" }
      sheet += "}\n"
    }
    return sheet + "@media(prefers-reduced-motion:reduce){.\(all){animation:none}}\n"
  }

  /// A number with up to four decimals.
  private static func text(_ value: Double) -> String {
    let scaled = Int((abs(value) * 10_000).rounded())
    var part = String(scaled % 10_000)
    part = String(repeating: "0", count: 4 - part.count) + part
    while part.hasSuffix("0") { part.removeLast() }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + String(scaled / 10_000) + (part.isEmpty ? "" : "." + part)
  }
}
