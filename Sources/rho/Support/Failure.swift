import ArgumentParser
import Config
import Drawing
import Figures
import Fitting
import Foundation
import Tables

/// How errors end the program: 2 for the user's mistakes, 1 for the machine's.
enum Failure {
  /// Tells the user what is wrong, and exits.
  static func exit(_ error: any Error) -> Never {
    switch error {
    case let error as OutputClosed: Foundation.exit(error.code)
    case let code as ExitCode: Foundation.exit(code.rawValue)
    case is ConfigError, is Diagnostic, is TableError, is FitError, is FigureError:
      tell(error)
      Foundation.exit(isMistake(error) ? 2 : 1)
    default:
      let code = Rho.exitCode(for: error)
      // Help, the version and completion scripts come as errors that are none.
      if code == .success {
        do { try Terminal.output.writeAll(Array((Rho.fullMessage(for: error) + "\n").utf8)) } catch
        {
          exit(error)
        }
        Foundation.exit(0)
      }
      if code == .validationFailure {
        Terminal.errors.write(usage(error))
        Foundation.exit(2)
      }
      tell(error)
      Foundation.exit(1)
    }
  }

  /// Tells the user what is wrong.
  static func tell(_ error: any Error) {
    switch diagnostics(of: error) {
    case let list?: Terminal.errors.write(text(list, inColor: Terminal.errors.isColored))
    case nil: complain(message(of: error))
    }
  }

  /// What is wrong, in words for people: errors of Foundation describe themselves to programmers.
  static func message(of error: any Error) -> String {
    switch error {
    case let error as FigureError: return error.message
    case let error as POSIXError: return String(cString: strerror(error.code.rawValue))
    case let error as CocoaError:
      let path =
        error.userInfo[NSFilePathErrorKey] as? String
        ?? (error.userInfo[NSURLErrorKey] as? URL)?.path
      let reason: String =
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? any Error {
          message(of: cause)
        } else if (1..<200).contains(error.code.rawValue) {
          // Foundation's own numbers begin later: this is the system's.
          String(cString: strerror(Int32(error.code.rawValue)))
        } else {
          error.localizedDescription
        }
      return path.map { "'\($0)': \(reason)" } ?? reason
    case let error where type(of: error) == NSError.self:
      let error = error as NSError
      return error.domain == NSPOSIXErrorDomain
        ? String(cString: strerror(Int32(error.code))) : error.localizedDescription
    default: return "\(error)"
    }
  }

  /// What is wrong with the arguments. The lines are those of the message; those of an argument are none.
  private static func usage(_ error: any Error) -> String {
    var text = Rho.fullMessage(for: error)
    for argument in CommandLine.arguments.dropFirst() where argument != argument.forTerminal {
      text = text.replacing(argument, with: argument.forTerminal)
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0).forTerminal
    }
    .joined(separator: "\n") + "\n"
  }

  /// What is wrong, one thing each, as it is written out without colours.
  static func texts(_ error: any Error) -> [String] {
    guard let list = diagnostics(of: error) else {
      return ["error: \(message(of: error).forTerminal)"]
    }
    let rest = list.count > limit ? ["and \(list.count - limit) more"] : []
    return list.prefix(limit).map { $0.rendered() } + rest
  }

  /// Whether it is the user's mistake and not the machine's refusal.
  private static func isMistake(_ error: any Error) -> Bool {
    (error as? FigureError)?.isMistake ?? true
  }

  /// Mistakes that have a place in a file.
  private static func diagnostics(of error: any Error) -> [Diagnostic]? {
    switch error {
    case let error as ConfigError: error.diagnostics
    case let error as Diagnostic: [error]
    case let error as TableError: error.line > 0 ? [Diagnostic(error)] : nil
    case FitError.data(let error): diagnostics(of: error)
    default: nil
    }
  }

  private static func text(_ list: [Diagnostic], inColor: Bool) -> String {
    var text = ""
    for diagnostic in list.prefix(limit) { text += diagnostic.rendered(inColor: inColor) + "\n" }
    if list.count > limit { text += "and \(list.count - limit) more\n" }
    return text
  }

  /// Says that something failed.
  static func complain(_ message: String) {
    Terminal.errors.write(Terminal.errors.isColored ? "\u{1B}[1;31merror:\u{1B}[0m " : "error: ")
    Terminal.errors.say(message)
  }

  /// Says something that the user should know, though nothing failed.
  static func warn(_ message: String) {
    Terminal.errors.write(
      Terminal.errors.isColored ? "\u{1B}[1;35mwarning:\u{1B}[0m " : "warning: ")
    Terminal.errors.say(message)
  }

  /// The most mistakes that are written out.
  private static let limit = 50
}
