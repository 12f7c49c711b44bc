import Config
import Fitting
import Plotting

/// What makes a figure move, as a config declares it.
public struct FramesSpec: Sendable {
  /// A form in which a sequence of frames is written.
  public enum Output: String, Hashable, Sendable, CaseIterable {
    /// A folder of numbered pictures, in the config's formats: `name/0000.svg`.
    case files
    /// An animated PNG: `name-animated.png`.
    case apng
    /// An animated SVG: `name-animated.svg`.
    case svg
    /// H.264 in MP4, through ffmpeg.
    case mp4
    /// VP9 in WebM, through ffmpeg.
    case webm
    /// GIF, through ffmpeg.
    case gif

    /// The name of the file, or of the folder of numbered pictures.
    /// - Parameter stem: the picture's name.
    public func name(of stem: String) -> String {
      switch self {
      case .files: stem
      case .apng: stem + "-animated.png"
      case .svg: stem + "-animated.svg"
      case .mp4, .webm, .gif: "\(stem).\(rawValue)"
      }
    }
  }

  /// What a frame is for.
  enum Source: Sendable {
    /// A value of a name, from one end to the other.
    case range(name: String, from: Number, to: Number, count: Int, scale: Scale.Kind)
    /// A step of a fit.
    case fit(name: String, FrameSelection)
  }

  var source: Source
  /// Frames a second.
  public var rate: Double
  /// How long the last frame stands, in seconds.
  public var hold: Double
  /// The forms that are written.
  public var outputs: [Output]
  /// The names that a frame gives a value to.
  let names: [String]

  /// The name of the frame's own number.
  private static let counter = "frame"
  /// The most frames of a sequence.
  static let most = 100_000

  /// The fit of whose steps these are frames; nil if they are not.
  var fit: String? { if case .fit(let name, _) = source { name } else { nil } }

  /// The frames.
  /// - Parameter still: the moment of the still picture.
  func frames(_ still: Moment) throws(ConfigError) -> [Frame] {
    switch source {
    case .range(let name, let from, let to, let count, let kind):
      let scale = try Self.scale(kind, from, to, still.names)
      return (0..<count).map { i in
        let t = Double(i) / Double(max(count - 1, 1))
        return Frame(values: [name: scale.value(at: t), Self.counter: Double(i)])
      }
    case .fit(let name, let selection):
      guard let fit = try? still.fit(name) else { return [] }
      let parameters = fit.regression.model.parameterNames
      return try selection.chosen(from: fit.steps).enumerated().map { i, k in
        let step = fit.steps[k]
        var values = [
          Self.counter: Double(i), "step": Double(k), "alpha": step.shape, "scale": step.scale,
          "loss": step.loss,
        ]
        for (parameter, value) in zip(parameters, step.parameters) { values[parameter] = value }
        return Frame(values: values, step: k)
      }
    }
  }

  /// How many frames there are, without making them.
  /// - Parameter still: the moment of the still picture; only that of a fit is asked.
  func count(_ still: () throws -> Moment) throws -> Int {
    switch source {
    case .range(_, _, _, let count, _): count
    case .fit: try frames(try still()).count
    }
  }

  private static func scale(
    _ kind: Scale.Kind, _ from: Number, _ to: Number, _ names: Names
  ) throws(ConfigError) -> Scale {
    let ends = (try from.value(in: names), try to.value(in: names))
    if case .log = kind {
      for (number, value) in [(from, ends.0), (to, ends.1)] where !(value > 0 && value.isFinite) {
        throw number.error(
          "frames spread by a logarithm go from one positive, finite number to another, not "
            + "\(value); take the scale linear")
      }
    }
    do throws(PlotError) {
      return try Scale(kind, from: ends.0, to: ends.1)
    } catch {
      throw from.error(error.message)
    }
  }

  init?(_ fields: Fields, _ scope: Scope) {
    let decoder = fields.decoder
    rate = fields.constant("rate", .positive(from: 0.001, to: 240, "frames a second")) ?? 25
    hold = fields.constant("hold", .between(0, 60, "seconds")) ?? 2
    outputs = Self.outputs(fields)
    let range = ["from", "to", "scale"]
    switch fields.only(["fit", "over"], "frames are over a fit or over a name, not both") {
    case "fit":
      for key in range { fields.refuse(key, because: "it goes with 'over'") }
      let selection = FrameSelection(fields)
      guard let node = fields.value("fit"),
        let fit = decoder.reference(node, to: "fits", among: scope.fits)
      else { return nil }
      names = [Self.counter, "step", "alpha", "scale", "loss"] + (scope.parameters[fit] ?? [])
      source = .fit(name: fit, selection)
    case "over":
      fields.refuse("every", "steps", because: "it goes with 'fit'")
      let (from, to) = (fields.number("from"), fields.number("to"))
      let count = fields.integer("count", in: 2...Self.most) ?? 60
      let scale: Scale.Kind =
        switch fields.choice("scale") {
        case "log": .log
        case "alpha": .shape
        default: .linear
        }
      guard let name = fields.string("over") else { return nil }
      guard Names.isFree(name) else {
        fields.fail(
          "over", "'\(name)' cannot be a name: it takes letters, digits and '_', and no constant")
        return nil
      }
      if name == Self.counter {
        fields.fail("over", "'\(name)' is taken: it is the number of the frame; name it otherwise")
        return nil
      }
      guard let from, let to else {
        if !fields.has("from") || !fields.has("to") {
          fields.fail("over", "frames over '\(name)' need 'from' and 'to'")
        }
        return nil
      }
      if from.known != nil, to.known != nil {
        _ = decoder.noting { () throws(ConfigError) in
          try Self.scale(scale, from, to, decoder.names)
        }
      }
      names = [name, Self.counter]
      source = .range(name: name, from: from, to: to, count: count, scale: scale)
    default:
      // Mistakes in the other keys are told, too.
      _ = (fields.number("from"), fields.number("to"), fields.choice("scale"))
      _ = FrameSelection(fields)
      decoder.fail(fields.place, "frames need 'fit: name' or 'over: name' with 'from' and 'to'")
      return nil
    }
  }

  private static func outputs(_ fields: Fields) -> [Output] {
    guard let node = fields.value("write") else { return [.files] }
    let items = fields.decoder.list(node)
    if items.isEmpty { fields.fail("write", "'write' names at least one form") }
    var outputs: [Output] = []
    for item in items {
      if let name = fields.decoder.choice(item, Output.allCases.map(\.rawValue)),
        let output = Output(rawValue: name), !outputs.contains(output)
      {
        outputs.append(output)
      }
    }
    return outputs
  }

  static let spec = ObjectSpec(
    "frames",
    "What makes a figure move. Each frame gives values to names, for use in numbers and, as {name} or {name:.3f}, in text.",
    [
      .init(
        "fit", .string,
        "A fit: its steps are the frames, and give step, alpha, scale, loss and the model's parameters, such as slope and intercept."
      ),
      .init(
        "every", .integer,
        "Every how many steps of the fit there is a frame; the last step always has one."),
      .init("steps", .list(.integer), "The steps of the fit that have a frame."),
      .init("over", .string, "A name: each frame gives it another value, from 'from' to 'to'."),
      .init("from", .number, "The name's value in the first frame."),
      .init("to", .number, "The name's value in the last frame."),
      .init(
        "scale", .choice(["linear", "log", "alpha"]),
        "How the values between are spread; linear unless given."),
      .init(
        "count", .integer,
        "How many frames there are; 60 unless given. Of a fit without 'every' and 'steps': closer together where it moves more."
      ),
      .init("rate", .number, "Frames a second; 25 unless given."),
      .init("hold", .number, "How long the last frame stands, in seconds; 2 unless given."),
      .init(
        "write", .list(.choice(Output.allCases.map(\.rawValue))),
        "What is written beside the still picture of the last frame: numbered files, an animated PNG or SVG, or, with ffmpeg, mp4, webm and gif. files unless given."
      ),
    ])
}
