import Config
import Drawing
import Plotting

/// The frames of a config's figure in a look, ready to be drawn in any order.
struct FrameSequence: Sendable {
  let frames: [Frame]
  /// The frames as figures.
  let figures: FigureSequence
  private let moments: Moments

  init(
    _ picture: Renderer.Picture, _ spec: FramesSpec, _ renderer: Renderer, _ evaluation: Evaluation
  ) throws {
    let painter = renderer.painter(of: picture)
    let still = try renderer.file.still(picture.figure, evaluation)
    let moments = Moments(still: still, frames: try spec.frames(still), fit: spec.fit)
    self.moments = moments
    frames = moments.frames
    figures = try FigureSequence(
      frames.count, in: picture.theme, renderer.typesetter,
      hasOpenAxes: picture.figure.panels.contains(where: \.hasOpenAxes),
      extreme: try moments.extremes(of: picture.figure.moving), jobs: renderer.options.jobs
    ) { i in
      try painter.made(at: try moments[i]).figure
    } explain: { error, i in
      painter.explain(error, at: try? moments[i])
    }
  }

  /// A moment of the figure.
  func moment(_ i: Int) throws(FigureError) -> Moment { try moments[i] }

  /// A frame as a page.
  func drawing(_ i: Int) throws -> Drawing { try figures.drawing(i) }
}

/// The moments of a sequence.
private struct Moments: Sendable {
  let still: Moment
  let frames: [Frame]
  let fit: String?

  subscript(i: Int) -> Moment {
    get throws(FigureError) { try still.at(frames[i], of: fit) }
  }

  /// The frames in which a number is least or greatest or longest to write, or a text longest: those that need
  /// the most room.
  func extremes(of moving: Uses) throws -> Set<Int> {
    guard !moving.numbers.isEmpty || !moving.templates.isEmpty else { return [] }
    var least = [Record](repeating: Record(), count: moving.numbers.count)
    var greatest = least
    var longest = [Record](
      repeating: Record(), count: moving.numbers.count + moving.templates.count)
    for i in frames.indices {
      let names = try self[i].names
      for (k, number) in moving.numbers.enumerated() {
        let value = try number.value(in: names)
        least[k].take(-value, at: i)
        greatest[k].take(value, at: i)
        longest[k].take(Double(NumberText.short(value).utf8.count), at: i)
      }
      for (k, template) in moving.templates.enumerated() {
        let text = try template.text(in: names)
        longest[moving.numbers.count + k].take(Double(text.utf8.count), at: i)
      }
    }
    return Set((least + greatest + longest).map(\.frame))
  }

  /// The first of the frames with the greatest value.
  private struct Record {
    private var value = -Double.infinity
    private(set) var frame = 0

    mutating func take(_ value: Double, at frame: Int) {
      if value > self.value { (self.value, self.frame) = (value, frame) }
    }
  }
}
