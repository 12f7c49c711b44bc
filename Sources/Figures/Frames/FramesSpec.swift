import Config
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
  }

  /// What a frame is for.
  enum Source: Sendable {
    /// A value of a name, from one end to the other.
    case range(name: String, from: Double, to: Double, count: Int, scale: Scale.Kind)
    /// A step of a fit.
    case fit(name: String, Selection)
  }

  /// Which steps of a fit have a frame.
  enum Selection: Sendable {
    case every(Int)
    case steps([Int])
    /// So many, closer together where the fit moves more.
    case spread(Int)
  }

  var source: Source
  /// Frames a second.
  public var rate: Double
  /// How long the last frame stands, in seconds.
  public var hold: Double
  /// The forms that are written.
  public var outputs: [Output]

  /// The rates that every form can hold: a frame may stand a quarter of an hour, and no screen shows more
  /// than 240 a second.
  private static let rates = 0.001...240.0
  /// The most frames of a sequence.
  static let most = 100_000

  init?(_ fields: Fields, _ scope: Scope) {
    rate = fields.positive("rate") ?? 25
    if !Self.rates.contains(rate) {
      fields.fail(
        "rate",
        "'rate' must lie between \(Self.rates.lowerBound) and \(Self.rates.upperBound) frames a second"
      )
    }
    hold = fields.number("hold") ?? 2
    if !(hold >= 0 && hold <= 60) {
      fields.fail("hold", "'hold' must lie between 0 and 60 seconds")
    }
    outputs = []
    if let node = fields.value("write") {
      let names = Output.allCases.map(\.rawValue)
      for item in fields.decoder.list(node) {
        if let name = fields.decoder.choice(item, names), let output = Output(rawValue: name),
          !outputs.contains(output)
        {
          outputs.append(output)
        }
      }
    } else {
      outputs = [.files]
    }
    if let node = fields.value("fit") {
      guard let fit = Scope.check(node, "fits", among: scope.fits, fields.decoder) else {
        return nil
      }
      if fields.value("over") != nil {
        fields.fail("over", "frames are over a fit or over a name, not both")
      }
      source = .fit(name: fit, Self.selection(fields))
    } else if let name = fields.string("over") {
      guard Names.isFree(name) else {
        fields.fail(
          "over", "'\(name)' cannot be a name: it takes letters, digits and '_', and no constant")
        return nil
      }
      if name == Self.counter {
        fields.fail("over", "'\(name)' is taken: it is the number of the frame; name it otherwise")
        return nil
      }
      guard let from = fields.number("from"), let to = fields.number("to") else {
        if fields.value("from") == nil || fields.value("to") == nil {
          fields.fail("over", "frames over '\(name)' need 'from' and 'to'")
        }
        return nil
      }
      let scale: Scale.Kind =
        switch fields.choice("scale") {
        case "log": .log
        case "alpha": .shape
        default: .linear
        }
      do {
        _ = try Scale(scale, from: from, to: to)
      } catch {
        fields.fail("from", error.message)
      }
      source = .range(
        name: name, from: from, to: to, count: fields.integer("count", in: 2...Self.most) ?? 60,
        scale: scale)
    } else {
      fields.decoder.fail(
        fields.place, "frames need 'fit: name' or 'over: name' with 'from' and 'to'")
      return nil
    }
  }

  private static func selection(_ fields: Fields) -> Selection {
    if let every = fields.integer("every", in: 1...1_000_000) { return .every(every) }
    if let steps = fields.numbers("steps") {
      if steps.count > most { fields.fail("steps", "at most \(most) frames") }
      if steps.isEmpty { fields.fail("steps", "'steps' needs at least one step to show") }
      let whole = steps.compactMap { Int(exactly: $0) }
      if whole.count != steps.count || whole.contains(where: { $0 < 0 }) {
        fields.fail("steps", "'steps' must be whole numbers, not negative")
      }
      return .steps(whole)
    }
    return .spread(fields.integer("count", in: 2...most) ?? 60)
  }

  /// The name of the frame's own number.
  static let counter = "frame"

  /// The names that a frame gives a value to, with stand-ins for checking the rest of the figure.
  var names: [String: Double] {
    switch source {
    case .range(let name, let from, _, _, _): [name: from, Self.counter: 0]
    case .fit:
      [Self.counter: 0, "step": 0, "alpha": 1, "scale": 1, "loss": 1, "slope": 1, "intercept": 0]
    }
  }

  static let spec = ObjectSpec(
    "frames",
    "What makes a figure move. Each frame gives values to names, for use in numbers and, as {name} or {name:.3f}, in text.",
    [
      .init(
        "fit", .string,
        "A fit: its steps are the frames, and give step, alpha, scale, loss, slope and intercept."),
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
