import Drawing
import Plotting

/// The frames of a figure in a look, ready to be drawn in any order: axes and frames stand still.
struct FrameSequence: Sendable {
  let frames: [Frame]
  private let renderer: Renderer
  private let picture: Renderer.Picture
  private let evaluation: Evaluation
  private let room: FigureRoom
  private let wishes: [(x: Extent?, y: Extent?)]

  /// How many frames are laid out to find what all of them need.
  private static let samples = 24

  init(
    _ picture: Renderer.Picture, _ spec: FramesSpec, _ renderer: Renderer, _ evaluation: Evaluation
  )
    throws
  {
    self.renderer = renderer
    self.picture = picture
    self.evaluation = evaluation
    let frames = try Frame.all(of: spec, evaluation)
    self.frames = frames
    let last = frames.count - 1
    let sampled = Set((0...Self.samples).map { last * $0 / Self.samples }).sorted()
    let figures = try sampled.map { i in
      try Self.figure(picture, frames[i], renderer, evaluation)
    }
    var wishes: [(x: Extent?, y: Extent?)] = []
    for figure in figures {
      for (i, panel) in figure.panels.enumerated() {
        if i == wishes.count { wishes.append((nil, nil)) }
        wishes[i] = (
          Extent.union(wishes[i].x, panel.wishes.x), Extent.union(wishes[i].y, panel.wishes.y)
        )
      }
    }
    self.wishes = wishes
    var room = FigureRoom()
    for figure in figures {
      room = room.union(
        try renderer.placed(picture.figure, evaluation) {
          try figure.sharing(wishes).room(in: picture.theme, typesetter: renderer.typesetter)
        })
    }
    self.room = room
  }

  /// A frame as a page.
  func drawing(_ i: Int) throws -> Drawing {
    let figure = try Self.figure(picture, frames[i], renderer, evaluation)
    return try renderer.placed(picture.figure, evaluation) {
      try figure.sharing(wishes).drawing(
        in: picture.theme, typesetter: renderer.typesetter, room: room)
    }
  }

  private static func figure(
    _ picture: Renderer.Picture, _ frame: Frame, _ renderer: Renderer, _ evaluation: Evaluation
  ) throws -> Figure {
    let moment = evaluation.at(frame, of: picture.figure)
    let spec = try renderer.file.figure(picture.figure, with: frame.values, moment)
    return try Composer(evaluation: moment, hasWords: renderer.options.hasWords).figure(spec)
  }
}
