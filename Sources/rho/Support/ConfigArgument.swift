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

  /// The config, decoded.
  /// - Throws: `ConfigError` with all its mistakes; `FigureError` if there is no such file.
  func load() throws -> FigureFile { try loadWithSource().file }

  /// The config, decoded and as it was read.
  /// - Throws: as `load`.
  func loadWithSource() throws -> (file: FigureFile, source: [UInt8]) {
    let path = try self.path
    let bytes = try ConfigFile.read(path)
    return (try FigureFile(bytes, path: path == "-" ? "<stdin>" : path), bytes)
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

  @Option(help: ArgumentHelp("svg or png, or both: svg,png.", valueName: "format"))
  var format: [String] = []

  @Option(
    help: ArgumentHelp("The folder to write to.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(help: "light, dark or both.")
  var theme: FigureFile.ThemeChoice?

  @Option(help: ArgumentHelp("PNG pixels per point, such as 1 or 2.5.", valueName: "number"))
  var scale: Double?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("How many figures to draw at once; one a core unless given.", valueName: "n")
  )
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs must lie between 1 and 1024.")
    }
    if let scale, !(scale >= 0.05 && scale <= 64) {
      throw ValidationError("--scale must lie between 0.05 and 64.")
    }
    if let out, out.isEmpty { throw ValidationError("--out needs a folder.") }
    _ = try formats
  }

  private var formats: [FigureFile.Format]? {
    get throws {
      let names = format.flatMap { $0.split(separator: ",").map(String.init) }
      if format.isEmpty { return nil }
      var result: [FigureFile.Format] = []
      for name in names {
        guard let format = FigureFile.Format(rawValue: name) else {
          throw ValidationError("--format is svg or png, not '\(name)'.")
        }
        if !result.contains(format) { result.append(format) }
      }
      guard !result.isEmpty else { throw ValidationError("--format is svg or png.") }
      return result
    }
  }

  /// The options as the renderer takes them.
  func options() throws -> Renderer.Options {
    var options = Renderer.Options()
    options.only = only.flatMap { $0.split(separator: ",").map(String.init) }
    options.formats = try formats
    options.output = out
    options.theme = theme
    options.scale = scale
    options.jobs = jobs ?? Machine.cores
    options.program = Program.identity(version: Rho.version)
    return options
  }
}

extension FigureFile.ThemeChoice: ExpressibleByArgument {}
