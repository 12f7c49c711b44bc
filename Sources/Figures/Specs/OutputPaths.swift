import Config

/// Where the pictures of a config are written, so that none is written over another.
///
/// All formats and looks count, as the command line may ask for those that the config does not.
struct OutputPaths {
  private var writers: [String: (figure: String, place: ConfigNode.Place)] = [:]

  /// Adds what a figure becomes.
  /// - Returns: what is wrong if another figure writes there.
  mutating func add(_ figure: FigureSpec, at place: ConfigNode.Place) -> String? {
    var clash: String?
    for path in Self.paths(of: figure) {
      // Where the case of letters does not count, these are the same file.
      let key = path.lowercased()
      if let other = writers[key] {
        clash =
          clash
          ?? "'\(figure.name)' would write '\(path)' over that of '\(other.figure)' in line "
          + "\(other.place.line), column \(other.place.column); name one of them otherwise"
      } else {
        writers[key] = (figure.name, place)
      }
    }
    return clash
  }

  private static func paths(of figure: FigureSpec) -> [String] {
    [figure.name, figure.name + "-dark"].flatMap { stem in
      FigureFile.Format.allCases.map { "\(stem).\($0.rawValue)" }
        + (figure.frames?.outputs ?? []).map { $0.name(of: stem) }
    }
  }
}
