import ArgumentParser
import Basics
import Config
import Figures

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Nobody reads any more what is written; the program ends without a word.
struct OutputClosed: Error {
  /// What a shell reports of a program that ended so.
  var code: Int32 { 128 + SIGPIPE }
}

/// A stream of the process: a terminal, a pipe or a file.
struct Terminal: Sendable {
  private let descriptor: Int32

  static let output = Terminal(descriptor: 1)
  static let errors = Terminal(descriptor: 2)

  /// Whether a person is looking.
  var isInteractive: Bool { isatty(descriptor) == 1 }

  /// Whether colours are welcome (https://no-color.org).
  var isColored: Bool {
    func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    return isInteractive && (value("NO_COLOR") ?? "").isEmpty && value("TERM") != "dumb"
  }

  /// The number of columns; 80 if it is not known.
  var columns: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A path as it is printed: what a terminal would obey in it is written out, and another program gets the name of the
  /// file as it is.
  func path(_ path: String) -> String { isInteractive ? path.forTerminal : path }

  /// Writes a line that may also be lost, such as progress. What a terminal would obey in it is written out.
  func say(_ line: String) { write(line.forTerminal + "\n") }

  /// Writes what may also be lost, signs to the terminal included.
  func write(_ text: String) { try? writeAll(Array(text.utf8)) }

  /// Writes what must arrive.
  /// - Throws: `OutputClosed` if nobody reads it, `FigureError` if it cannot be written.
  func writeAll(_ bytes: [UInt8]) throws {
    if Descriptor.writeAll(descriptor, bytes) { return }
    if errno == EPIPE { throw OutputClosed() }
    throw FigureError("cannot write to the output: \(String(cString: strerror(errno)))")
  }
}

/// The streams that a program is born with.
enum StandardStreams {
  /// Puts something that refuses in the place of a stream that is closed: the next file that is opened would have its
  /// number, and what is meant for the stream would be written into the file.
  static func fill() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}

/// The files that a process may have open.
enum Descriptors {
  /// What the system's library for threads opens for itself, and traps without, and some for us.
  private static let needed = 8

  /// Makes sure that so many more can be opened.
  /// - Throws: `FigureError` if not.
  static func requireRoom() throws(FigureError) {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < needed {
      let descriptor = fcntl(0, F_DUPFD_CLOEXEC, 3)
      // A limit below the first that we ask for is an invalid argument.
      guard descriptor >= 0 else {
        throw FigureError(
          "rho needs \(needed) open files beside its streams, and may have \(opened.count); raise the limit "
            + "(ulimit -n)")
      }
      opened.append(descriptor)
    }
  }
}

/// The signals that a user or a pipe may send.
enum Signals {
  /// Lets writing to a closed pipe fail instead of ending the program, which may be in the middle of a
  /// file.
  static func ignorePipe() { signal(SIGPIPE, SIG_IGN) }

  /// Lets writing beyond the size that a file may have fail with a reason instead of ending the program. The programs
  /// that we start inherit it, and give the reason, too.
  static func ignoreFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }
}

/// The machine.
enum Machine {
  /// How many threads run at once.
  static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
