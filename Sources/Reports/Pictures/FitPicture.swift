import Drawing
import Figures
import Fitting
import Plotting

/// Pictures of fits of a user's own data: what `rho fit --figure` and `--animation` write.
public struct FitPicture: Sendable {
  /// The steps that have a frame; none for a picture that stands still.
  private let steps: [Int]
  /// What each frame shows, for readers.
  private let frameNames: [String]
  /// The picture of a step, or the still one.
  private let figure: @Sendable (Int?) -> Figure

  /// Frames a second, and how long the last stands.
  private static let rate = 20.0
  private static let hold = 2.0
  /// The most frames of a picture that moves.
  private static let mostFrames = 100

  /// A picture of one fit.
  /// - Parameters:
  ///   - labels: what the data are called.
  ///   - moves: whether it shows the fit step by step.
  ///   - limit: the most points that it shows, at least 200; more are thinned out evenly.
  ///   - leverage: what the rows are by their inputs, if it is to be shown.
  public init(
    _ fit: Fit, _ labels: FitLabels, moves: Bool = false, atMostPoints limit: Int = .max,
    leverage: Leverage? = nil
  ) {
    let plots = FitPlots(fit, labels, atMostPoints: limit, leverage: leverage)
    figure = { plots.figure(step: $0, moves: moves) }
    steps =
      moves && fit.steps.count > 1
      ? FrameSelection.spread(fit.steps, count: min(Self.mostFrames, fit.steps.count)) : []
    frameNames = steps.map { k in
      let step = fit.steps[k]
      return
        "step \(k), α = \(FitSummary.text(step.shape, 4)), c = \(FitSummary.text(step.scale, 4))"
    }
  }

  /// A picture of several fits of the same data with one input, with their names.
  public init(comparing fits: [(name: String, fit: Fit)], _ labels: FitLabels) {
    let comparison = ComparisonPlot.figure(fits, labels)
    figure = { _ in comparison }
    steps = []
    frameNames = []
  }

  /// Writes the picture, or the last frame of one that moves.
  /// - Parameter path: ends in the name of a picture format.
  /// - Throws: `FigureError` for another ending, or if it cannot be drawn or written; `FontError`.
  public func write(to path: String) throws {
    guard let format = PictureFormat(ofFile: path) else {
      throw FigureError(
        "a figure is written as \(PictureFormat.endings), not as '\(path)'", isMistake: true)
    }
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    let page = try Self.explaining {
      steps.isEmpty
        ? try figure(nil).drawing(in: .light, typesetter: typesetter)
        : try sequence(in: .light, typesetter).drawing(steps.count - 1)
    }
    try WrittenFiles.write(try format.bytes(of: page), to: path)
  }

  /// Writes the steps as an animation.
  /// - Parameter path: ends in `.svg`, `.png` (animated PNG), `.gif`, `.mp4` or `.webm`.
  /// - Throws: `FigureError` for another ending, if it cannot be drawn or written, or if a video is asked for
  ///   and ffmpeg is missing; `FontError`.
  public func writeAnimation(to path: String, jobs: Int = 1) throws {
    let endings: [(String, FramesSpec.Output)] = [
      (".svg", .svg), (".png", .apng), (".gif", .gif), (".mp4", .mp4), (".webm", .webm),
    ]
    guard let output = endings.first(where: { path.hasSuffix($0.0) })?.1 else {
      throw FigureError(
        "an animation is written as .svg, .png, .gif, .mp4 or .webm, not as '\(path)'",
        isMistake: true)
    }
    guard !steps.isEmpty else {
      throw FigureError("this fit has no steps to show", isMistake: true)
    }
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    var encoder = AnimationEncoder(rate: Self.rate, hold: Self.hold)
    encoder.jobs = jobs
    Leftovers.clear(beside: path)
    try Self.explaining {
      try encoder.write(output, try sequence(in: .light, typesetter, jobs: jobs), to: path)
    }
  }

  /// The picture for a page that has words of its own, in some looks.
  /// - Throws: `FigureError` if it cannot be drawn.
  public func picture(in themes: [Theme], _ typesetter: Typesetter, jobs: Int = 1) throws -> Picture
  {
    let looks = try Self.explaining {
      guard !steps.isEmpty else { return try Picture(plain(nil), in: themes, typesetter).looks }
      return try themes.map { theme in
        let sequence = try sequence(in: theme, typesetter, hasWords: false, jobs: jobs)
        return try (0..<sequence.count).map { try sequence.drawing($0) }
      }
    }
    let still = plain(steps.last)
    return Picture(
      name: still.name, alternativeText: still.alternativeText, looks: looks,
      frameNames: frameNames)
  }

  /// Runs `body`. Nobody has written the panels that an error of a plot tells of.
  private static func explaining<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as PlotError {
      throw FigureError("the fit cannot be drawn: \(error.message)", isMistake: true)
    }
  }

  /// Without title and caption.
  private func plain(_ step: Int?) -> Figure {
    var figure = figure(step)
    (figure.title, figure.caption) = (nil, nil)
    return figure
  }

  private func sequence(
    in theme: Theme, _ typesetter: Typesetter, hasWords: Bool = true, jobs: Int = 1
  ) throws -> FigureSequence {
    try FigureSequence(steps.count, in: theme, typesetter, jobs: jobs) { [self] i in
      hasWords ? figure(steps[i]) : plain(steps[i])
    }
  }
}
