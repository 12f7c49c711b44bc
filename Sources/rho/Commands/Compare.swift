import ArgumentParser
import Figures
import Fitting
import Reports

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Fit the same table under several losses, and say which predicts best.",
    discussion: """
      For every loss: the parameters, the scale, the number of outliers, and how well it predicts \
      rows that it has not seen. That is the mean negative log-likelihood of held-out residuals under \
      the distribution that the loss belongs to, fitted with it: less is better, and 0.1 less is 10 % \
      more likely a row. (Losses that belong to none, those of α < 0 and mm, are judged by the \
      adaptive one of their residuals.) The rows are dealt into parts several times, by a seed, in the \
      same way for every loss, so that losses differ part by part: 'worse by' is the mean difference \
      to the best, with its standard error. The best has a star, and '=' marks what is within one \
      standard error of it.

      Example:
        rho compare data.csv --x year --y calls --figure losses.svg
      """)

  @OptionGroup var data: DataArguments

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A loss, \(LossArgument.forms); repeat it. All of these unless given.", valueName: "loss"))
  var loss: [LossArgument] = []

  @Option(help: ArgumentHelp("How many parts the rows are dealt into.", valueName: "n"))
  var parts = 5

  @Option(help: ArgumentHelp("How often they are dealt.", valueName: "n"))
  var repeats = 5

  @Option(help: ArgumentHelp("The seed that deals them.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "Print JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Draw the fits, as \(PictureFormat.endings).", valueName: "file"),
    completion: .file(extensions: ["svg", "png"]))
  var figure: String?

  func validate() throws {
    if data.columns.residual != nil {
      throw ValidationError("rho compare needs a model: --x and --y.")
    }
    try FileArgument.refuseOutput(figure, "--figure")
    for loss in loss { try loss.validate() }
    if parts < 2 { throw ValidationError("--parts must be at least 2.") }
    if !(1...1000).contains(repeats) {
      throw ValidationError("--repeats must lie between 1 and 1000.")
    }
  }

  func run() throws {
    if let figure {
      var roles = FileRoles(reading: [(data.file, "the table")])
      try roles.claim(figure, as: "--figure")
    }
    let table = try data.table.read()
    table.warnOfSkipped()
    let names = loss.isEmpty ? LossArgument.allValueStrings : loss.map(\.name)
    let losses = loss.isEmpty ? names.map(LossArgument.init(argument:)) : loss
    var comparison = FitComparison(table.labels)
    var fits: [(name: String, fit: Fit)] = []
    let models = try data.columns.chosenModels
    for model in models {
      let regression = try table.regression.with(model)
      for loss in losses {
        let plan = FitPlan(loss.loss)
        let fit = try regression.fit(plan)
        let score = try regression.crossValidate(plan, parts: parts, repeats: repeats, seed: seed)
        comparison.add(fit, loss: loss.name, score)
        let name = models.count == 1 ? "" : data.columns.name(of: model) + ", "
        fits.append((name + loss.name, fit))
      }
    }
    if let figure { try FitPicture(comparing: fits, table.labels).write(to: figure) }
    try Terminal.output.writeAll(Array((json ? comparison.json : comparison.text).utf8))
  }
}
