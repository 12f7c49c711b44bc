import ArgumentParser
import Figures

/// The config that a command works on.
struct ConfigArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The config; figures.yaml or figures/figures.yaml unless given, '-' for standard input.",
      valueName: "figures.yaml"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var file: String?

  /// Takes back the config that the words of `--only` have swallowed: `--only a b FILE`.
  /// - Returns: the other words.
  mutating func takeBack(from only: [String]) -> [String] {
    guard file == nil,
      let place = only.lastIndex(where: {
        $0 == "-" || $0.contains("/") || [".yaml", ".yml", ".json"].contains(where: $0.hasSuffix)
      })
    else { return only }
    file = only[place]
    return Array(only[..<place] + only[(place + 1)...])
  }

  /// The config, decoded.
  /// - Throws: `ConfigError` with all its mistakes; `FigureError` if there is no such file.
  func load() throws -> FigureFile { try loadWithSource().file }

  /// The config, decoded and as it was read.
  /// - Throws: as `load`.
  func loadWithSource() throws -> (file: FigureFile, source: [UInt8]) {
    let path = try self.path
    let bytes = try ConfigFile.read(path)
    return (try FigureFile.load(bytes, path: path == "-" ? "<stdin>" : path), bytes)
  }

  /// The config's file.
  /// - Throws: `FigureError` if none is named and there is none of the usual names.
  var path: String {
    get throws {
      if let file { return file }
      for candidate in ["figures.yaml", "figures/figures.yaml"] where ConfigFile.exists(candidate) {
        return candidate
      }
      throw FigureError(
        "there is no figures.yaml here nor in figures/; name a file, or let `rho new` write one",
        isMistake: true)
    }
  }
}

/// What is drawn, and how, where it differs from the config.
struct DrawingOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these figures.", valueName: "id"))
  var only: [String] = []

  @Option(help: ArgumentHelp("\(PictureFormat.names); several with commas.", valueName: "format"))
  var format: [String] = []

  @Option(
    help: ArgumentHelp(
      "What figures that move write beside their stills, whatever the config says: files (numbered), apng, svg, mp4, webm or gif, or several: files,apng.",
      valueName: "form"))
  var frames: [String] = []

  @Option(
    help: ArgumentHelp("The folder to write to.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(help: "light, dark or both.")
  var theme: FigureFile.ThemeChoice?

  @Option(help: ArgumentHelp("PNG pixels per point, such as 1 or 2.5.", valueName: "number"))
  var scale: NumberArgument?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("How many figures to draw at once; one a core unless given.", valueName: "n")
  )
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must lie between 1 and 1024.")
    }
    if let scale, !(scale.value >= 0.05 && scale.value <= 64) {
      throw ValidationError("--scale must lie between 0.05 and 64.")
    }
    try FileArgument.refuseOutput(out, "--out", "a folder")
    _ = try (formats, forms, Self.figures(named: only))
  }

  private var formats: [FigureFile.Format]? {
    get throws { try Self.choices(format, of: "--format") }
  }

  private var forms: [FramesSpec.Output]? {
    get throws { try Self.choices(frames, of: "--frames") }
  }

  /// What an option names, apart or with commas, each once; nil if it is not given.
  private static func choices<Choice>(_ texts: [String], of option: String) throws -> [Choice]?
  where Choice: RawRepresentable<String> & CaseIterable & Equatable {
    if texts.isEmpty { return nil }
    let known = Choice.allCases.map(\.rawValue)
    let list = known.dropLast().joined(separator: ", ") + " or \(known.last ?? "")"
    var result: [Choice] = []
    for name in texts.flatMap({ $0.split(separator: ",").map(String.init) }) {
      guard let choice = Choice(rawValue: name) else {
        throw ValidationError("\(option) is \(list), not '\(name)'.")
      }
      if !result.contains(choice) { result.append(choice) }
    }
    guard !result.isEmpty else { throw ValidationError("\(option) is \(list).") }
    return result
  }

  /// The figures that `--only` names, apart or with commas; all if it is not given.
  ///
  /// A name that is empty is often a variable that is not set: it does not stand for all.
  static func figures(named words: [String]) throws -> [String] {
    let names = words.flatMap {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard !names.contains("") else {
      throw ValidationError("--only needs the ids of figures; without it all are drawn.")
    }
    return names
  }

  /// The options as the renderer takes them.
  func options() throws -> Renderer.Options {
    var options = Renderer.Options()
    options.only = try Self.figures(named: only)
    options.formats = try formats
    options.moving = try forms
    options.output = out
    options.theme = theme
    options.scale = scale?.value
    options.jobs = jobs ?? Machine.cores
    options.program = Program.identity(version: Rho.version)
    return options
  }
}

extension FigureFile.ThemeChoice: ExpressibleByArgument {}
