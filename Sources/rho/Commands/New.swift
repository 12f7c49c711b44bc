import ArgumentParser
import Figures

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Write a small figures.yaml to start from.",
    discussion: "It renders as it is. A file that is already there is not touched.")

  @Argument(
    help: ArgumentHelp("The file to write; '-' prints it.", valueName: "figures.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var file = "figures.yaml"

  func validate() throws {
    if file.isEmpty { throw ValidationError("rho new needs the name of a file.") }
  }

  func run() throws {
    if file == "-" {
      try Terminal.output.writeAll(Array(StarterFile.text.utf8))
      return
    }
    try StarterFile.write(to: file)
    let argument = file == "figures.yaml" ? "" : " \(Shell.quoted(file))"
    Terminal.errors.say("wrote \(file); draw it with `rho render\(argument)`")
  }
}
