import ArgumentParser
import Config
import Figures

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draw the figures that have changed.",
    discussion: """
      Draws every figure of the config whose picture is not up to date: because its part of the \
      config, its data, the fonts or rho itself have changed, or because the picture was edited or \
      deleted. Files are written whole or not at all. Pictures that are up to date get the present \
      time if they are older than the config, so that a make rule for them is done, too.

      On a terminal rho shows how far it is; in a pipe it prints the path of each file that it wrote.

      Examples:
        rho render
        rho render --only weights --format png --scale 3 --out /tmp
        rho render talk.yaml --theme dark --force
        rho render --only sweep --shard 3/8
        rho render --only adaptive-fit --frames files --out frames
      """)

  @OptionGroup var config: ConfigArgument
  @OptionGroup var drawing: DrawingOptions

  @Flag(name: [.short, .long], help: "Draw all figures, also those that are up to date.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Of every sequence's numbered frames draw the part k of n only, for job arrays and make -j; the parts together are the whole.",
      valueName: "k/n"))
  var shard: Shard?

  @Flag(name: [.short, .long], help: "Print nothing but errors.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Say what is done with every file.")
  var verbose = false

  mutating func validate() throws {
    if let fault = shard?.fault { throw ValidationError(fault) }
  }

  mutating func run() throws {
    drawing.only = config.takeBack(from: drawing.only)
    Signals.ignorePipe()
    let file = try config.load()
    var options = try drawing.options()
    options.isForced = force
    options.setsTimes = true
    if let shard { options.shard = (shard.part, shard.of) }
    let renderer = try Renderer(file, options: options)
    if !quiet { for warning in renderer.warnings { Failure.warn(warning) } }
    let display = ProgressDisplay(isQuiet: quiet, isVerbose: verbose)
    let guardian = InterruptGuard { renderer.cancel() }
    defer { guardian.end() }
    let result: (written: Int, upToDate: Int)
    do {
      result = try renderer.run { display.show($0) }
    } catch {
      display.clear()
      throw error
    }
    display.clear()
    if !quiet {
      let figures = Set(renderer.pictures.map(\.figure.name)).count
      Terminal.errors.say(Self.summary(result, figures: figures, folder: renderer.folder))
    }
    try display.finish()
  }

  /// A part of a whole, `3/8`.
  struct Shard: ExpressibleByArgument {
    var part = 1
    var of = 1
    /// What is wrong with it. The arguments' library has no words for a value but that it is invalid.
    var fault: String?

    init(argument: String) {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let part = Int(parts[0]), let of = Int(parts[1]),
        (1...100_000).contains(of), (1...of).contains(part)
      else {
        fault =
          "The value '\(argument)' is invalid for '--shard <k/n>': k of n, with k from 1 to n and n up to "
          + "100000."
        return
      }
      self.part = part
      self.of = of
    }
  }

  private static func summary(
    _ result: (written: Int, upToDate: Int), figures: Int, folder: String
  ) -> String {
    if result.written == 0 { return "\(counted(figures, "figure")) up to date" }
    let rest = result.upToDate == 0 ? "" : ", \(result.upToDate) up to date"
    return "\(counted(result.written, "file")) written to \(folder)\(rest)"
  }
}
