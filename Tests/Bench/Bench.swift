import Foundation

/// Work that is measured inside one process: `rho-bench WORK REPETITIONS [PATH…]` prints how long each
/// repetition took. Tests/Peers/bench runs it.
@main
enum Bench {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2, let count = Int(arguments[2]) else { usage() }
    let repetitions = Repetitions(count: count)
    let paths = Array(arguments.dropFirst(2))
    switch (arguments[1], paths.count) {
    case ("rasterize", 0): try PageWork.rasterize(repetitions)
    case ("png", 0): try PageWork.encode(repetitions, .standard)
    case ("png-fast", 0): try PageWork.encode(repetitions, .fast)
    case ("page", 1): try PageWork.write(to: paths[0])
    case ("adam", 1): try FitWork.adam(repetitions, data: paths[0])
    case ("trajectory", 2): try FitWork.writeTrajectory(data: paths[0], to: paths[1])
    case ("values", 0): try LossWork.values(repetitions)
    case ("derivatives", 0): try LossWork.derivatives(repetitions)
    default: usage()
    }
  }

  private static func usage() -> Never {
    let text = """
      usage: rho-bench WORK REPETITIONS [PATH...]
        rasterize | png | png-fast | values | derivatives
        adam DATA | trajectory DATA RESULT | page RESULT

      """
    FileHandle.standardError.write(Data(text.utf8))
    exit(2)
  }
}
