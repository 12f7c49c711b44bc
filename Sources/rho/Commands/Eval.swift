import ArgumentParser
import Figures

struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Evaluate the loss for rows of x, alpha and c.",
    discussion: """
      Reads CSV with a header and columns x, alpha and c from standard input, and writes the same \
      rows with rho, drho_dx, drho_dalpha, drho_dc and weight appended. Other columns are kept as \
      they are. Numbers are written with as few digits as give the same double back: up to 17. \
      alpha may be inf or -inf; hexadecimal is refused. A row that cannot be read ends the run with its number; the rows \
      before it have been written.

      Example:
        printf 'x,alpha,c\\n2.2,-inf,1.1\\n' | rho eval
      """)

  func run() throws {
    try LossTable.evaluateStandardInput { try Terminal.output.writeAll($0) }
  }
}
