import Config
import Drawing
import Fitting
import Plotting
import RobustLoss

/// Pictures of fits of a user's own data: what `rho fit --figure` and `--animation` write.
///
/// They are figures of a config like any other, only that data and fits come from the caller.
public struct FitPicture: Sendable {
  private let file: FigureFile
  private let evaluation: Evaluation

  /// A picture of one fit.
  /// - Parameters:
  ///   - labels: what the data are called.
  ///   - moves: whether it shows the fit step by step.
  ///   - limit: the most points that it shows, at least 200; more are thinned out evenly.
  /// - Throws: `FigureError` if there is nothing to draw.
  public init(
    _ fit: Fit, _ labels: FitLabels, moves: Bool = false, atMostPoints limit: Int = .max
  ) throws {
    let config = FitConfig(fit, labels, moves: moves)
    file = try Self.spoken { try FigureFile(Array(config.text.utf8), path: "fit") }
    evaluation = Evaluation(
      data: config.data.mapValues { $0.thinned(to: limit) }, fits: ["fit": fit])
  }

  /// A picture of several fits of the same data with one input, with their names.
  /// - Throws: `FigureError` if there is nothing to draw.
  public init(comparing fits: [(name: String, fit: Fit)], _ labels: FitLabels) throws {
    let config = FitConfig(comparing: fits, labels)
    file = try Self.spoken { try FigureFile(Array(config.text.utf8), path: "fit") }
    var byName: [String: Fit] = [:]
    for (i, fit) in fits.enumerated() { byName["fit\(i)"] = fit.fit }
    evaluation = Evaluation(data: config.data, fits: byName)
  }

  /// Writes the picture, or the last frame of one that moves, as SVG or PNG.
  /// - Parameter path: ends in `.svg` or `.png`.
  /// - Throws: `FigureError` for another ending or if it cannot be written, `FontError`.
  public func write(to path: String, theme: FigureFile.ThemeChoice = .light) throws {
    guard
      let format = FigureFile.Format.allCases.first(where: { path.hasSuffix("." + $0.rawValue) })
    else {
      throw FigureError("a figure is written as .svg or .png, not as '\(path)'", isMistake: true)
    }
    let renderer = try renderer(theme)
    let drawing = try Self.spoken {
      try renderer.drawing(of: renderer.pictures[0], evaluation)
    }
    try AtomicFile.write(try renderer.bytes(of: drawing, as: format), to: path)
  }

  /// Writes the steps as an animation.
  /// - Parameter path: ends in `.svg`, `.png` (animated PNG), `.gif`, `.mp4` or `.webm`.
  /// - Throws: `FigureError` for another ending, if it cannot be written, or if a video is asked for and
  ///   ffmpeg is missing; `FontError`.
  public func writeAnimation(
    to path: String, theme: FigureFile.ThemeChoice = .light, jobs: Int = 1
  ) throws {
    let endings: [(String, FramesSpec.Output)] = [
      (".svg", .svg), (".png", .apng), (".gif", .gif), (".mp4", .mp4), (".webm", .webm),
    ]
    guard let output = endings.first(where: { path.hasSuffix($0.0) })?.1 else {
      throw FigureError(
        "an animation is written as .svg, .png, .gif, .mp4 or .webm, not as '\(path)'",
        isMistake: true)
    }
    let renderer = try renderer(theme, jobs: jobs)
    let picture = renderer.pictures[0]
    guard let frames = picture.figure.frames else {
      throw FigureError("this fit has no steps to show", isMistake: true)
    }
    let writer = SequenceWriter(
      renderer: renderer, picture: picture, spec: frames, input: "", report: { _, _ in })
    try Self.spoken {
      try writer.write(
        output, try FrameSequence(picture, frames, renderer, evaluation), to: path)
    }
  }

  /// The picture for a page that has words of its own, in a look or in both, with at most 100 frames.
  /// - Throws: `FigureError` if there is nothing to draw, `FontError`.
  public func pages(theme: FigureFile.ThemeChoice, jobs: Int = 1) throws -> FigurePages {
    let renderer = try renderer(theme, jobs: jobs, hasWords: false)
    return try Self.spoken { try renderer.pages(of: evaluation)[0] }
  }

  /// Runs `body`, and tells of its mistakes without their places: nobody has written the config of these pictures.
  private static func spoken<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as ConfigError {
      let opening = "the figure 'fit' cannot be drawn: "
      let faults = error.diagnostics.map {
        $0.message.hasPrefix(opening) ? String($0.message.dropFirst(opening.count)) : $0.message
      }
      throw FigureError(
        "the fit cannot be drawn: \(faults.joined(separator: "; "))", isMistake: true)
    }
  }

  private func renderer(_ theme: FigureFile.ThemeChoice, jobs: Int = 1, hasWords: Bool = true)
    throws -> Renderer
  {
    var options = Renderer.Options()
    options.hasWords = hasWords
    options.theme = theme
    options.jobs = jobs
    return try Renderer(file, options: options)
  }
}

/// What the data of a fit are called in pictures and tables.
public struct FitLabels: Hashable, Sendable {
  /// The title of the picture.
  public var title: String
  /// The columns of the inputs.
  public var inputs: [String]
  /// The column of the targets, or of the residuals if there is no model.
  public var target: String

  /// Names as they stand in the data; they are no markup.
  public init(title: String, inputs: [String], target: String) {
    self.title = title
    self.inputs = inputs
    self.target = target
  }
}

extension Evaluation.Points {
  /// At most so many of the points, evenly by their number, without what is known of their rows.
  fileprivate func thinned(to limit: Int) -> Self {
    guard x.count > limit else { return self }
    let chosen = (0..<limit).map { $0 * (x.count - 1) / (limit - 1) }
    return Self(x: chosen.map { x[$0] }, y: chosen.map { y[$0] })
  }
}
