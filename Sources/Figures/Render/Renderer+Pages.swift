import Drawing

/// A figure as a page shows it that has words of its own: title and caption stand beside the picture.
public struct FigurePages: Sendable {
  /// The figure's name.
  public var name: String
  /// The title, in markup.
  public var title: String?
  /// The caption, in markup.
  public var caption: String?
  /// What a reader who does not see the picture should know.
  public var alternativeText: String
  /// The picture in its looks, each with as many frames; a still picture has one.
  public var looks: [[Drawing]]
  /// What each frame shows, `step 120, α = 0.5, c = 0.1`; empty for a still picture.
  public var frameNames: [String]
}

extension Renderer {
  /// The figures for a page that has words of its own, in the order of the config, each in all looks that
  /// were asked for (light first). They are best drawn without words: see `Options.hasWords`.
  /// - Parameter limit: the most frames of a figure; more are thinned out evenly.
  /// - Throws: `ConfigError` with all mistakes.
  public func pages(atMostFrames limit: Int = 100) throws -> [FigurePages] {
    let evaluation = try evaluation()
    let drawn = Parallel.map(pictures.count, jobs: options.jobs) { i in
      Result { try page(of: pictures[i], evaluation, limit) }
    }
    let errors = drawn.compactMap { result -> (any Error)? in
      if case .failure(let error) = result { error } else { nil }
    }
    if let failure = Self.failure(among: errors) { throw failure }
    var result: [FigurePages] = []
    for page in try drawn.map({ try $0.get() }) {
      if result.last?.name == page.name {
        result[result.count - 1].looks += page.looks
      } else {
        result.append(page)
      }
    }
    return result
  }

  /// The most elements of all frames of a figure together: about 10 MB on a page.
  private static let mostElements = 150_000

  /// A figure in one look.
  private func page(
    of picture: Picture, _ evaluation: Evaluation, _ limit: Int
  ) throws -> FigurePages {
    let spec = picture.figure
    func page(_ words: FigureSpec.Words, _ drawings: [Drawing], _ names: [String]) -> FigurePages {
      FigurePages(
        name: spec.name, title: words.title, caption: words.caption,
        alternativeText: words.alternativeText, looks: [drawings], frameNames: names)
    }
    guard let frames = spec.frames else {
      let still = try file.still(spec, evaluation)
      return page(try spec.words(at: still), [try drawing(of: picture, evaluation)], [])
    }
    let sequence = try FrameSequence(picture, frames, self, evaluation)
    let last = sequence.frames.count - 1
    let still = try sequence.drawing(last)
    let count = max(2, min(limit, last + 1, Self.mostElements / max(still.elements.count, 1)))
    let chosen = Set((0..<count).map { last * $0 / (count - 1) }).sorted()
    return page(
      try spec.words(at: try sequence.moment(last)), try chosen.map { try sequence.drawing($0) },
      chosen.map { sequence.frames[$0].text(frames) })
  }
}

extension Frame {
  /// What the frame shows, for readers: `step 120, α = 0.5, c = 0.1`, or `shape = 1.25`.
  func text(_ spec: FramesSpec) -> String {
    func value(_ name: String) -> String { FitSummary.text(values[name] ?? 0, 4) }
    switch spec.source {
    case .fit: return "step \(step ?? 0), α = \(value("alpha")), c = \(value("scale"))"
    case .range(let name, _, _, _, _): return "\(name) = \(value(name))"
    }
  }
}
