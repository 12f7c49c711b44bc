import ArgumentParser
import Drawing
import Figures
import Fitting
import Foundation

/// How errors end the program: 2 for the user's mistakes, 1 for the machine's.
enum Failure {
  /// Tells the user what is wrong, and exits.
  static func exit(_ error: any Error) -> Never {
    switch error {
    case let error as ConfigError:
      tell(error)
      Foundation.exit(2)
    case let error as Diagnostic:
      tell(ConfigError([error]))
      Foundation.exit(2)
    case let error as FigureError:
      complain(error.message)
      Foundation.exit(error.isMistake ? 2 : 1)
    case let error as CSVError:
      tell(error)
      Foundation.exit(2)
    case FitError.data(let error):
      tell(error)
      Foundation.exit(2)
    case let error as FitError:
      complain("\(error)")
      Foundation.exit(2)
    case let error as OutputClosed:
      Foundation.exit(error.code)
    case let code as ExitCode:
      Foundation.exit(code.rawValue)
    default:
      let code = Rho.exitCode(for: error)
      // Help, the version and completion scripts come as errors that are none.
      if code == .success { Rho.exit(withError: error) }
      if code == .validationFailure {
        Terminal.errors.write(Rho.fullMessage(for: error) + "\n")
        Foundation.exit(2)
      }
      complain("\(error)")
      Foundation.exit(1)
    }
  }

  /// Says that something failed.
  static func complain(_ message: String) {
    Terminal.errors.write(Terminal.errors.isColored ? "\u{1B}[1;31merror:\u{1B}[0m " : "error: ")
    Terminal.errors.write(message + "\n")
  }

  /// Says something that the user should know, though nothing failed.
  static func warn(_ message: String) {
    Terminal.errors.write(
      Terminal.errors.isColored ? "\u{1B}[1;35mwarning:\u{1B}[0m " : "warning: ")
    Terminal.errors.write(message + "\n")
  }

  /// A mistake at a place of a table is shown with its line.
  private static func tell(_ error: CSVError) {
    if error.line > 0 { tell(ConfigError([Diagnostic(error)])) } else { complain("\(error)") }
  }

  /// The most mistakes that are written out.
  private static let limit = 50

  private static func tell(_ error: ConfigError) {
    let list = error.diagnostics
    for diagnostic in list.prefix(limit) {
      Terminal.errors.write(diagnostic.rendered(inColor: Terminal.errors.isColored) + "\n")
    }
    if list.count > limit { Terminal.errors.write("and \(list.count - limit) more\n") }
  }
}
