import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tidies up when the user interrupts the program or the system ends it, then lets the signal have its
/// way, so that a shell sees what happened.
struct InterruptGuard {
  private let sources: [Int32: any DispatchSourceSignal]

  /// Calls `tidy` before SIGINT, SIGTERM or SIGHUP end the program.
  init(_ tidy: @escaping @Sendable () -> Void) {
    Signals.letThrough()
    let queue = DispatchQueue(label: "rho.signals")
    var sources: [Int32: any DispatchSourceSignal] = [:]
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // What whoever started the program has switched off (nohup) stays off.
      let before = signal(number, SIG_IGN)
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        tidy()
        signal(number, SIG_DFL)
        // To the process: this thread may be one that has the signal blocked.
        kill(getpid(), number)
      }
      source.resume()
      sources[number] = source
    }
    self.sources = sources
  }

  /// Lets signals have their usual effect again.
  func end() {
    for (number, source) in sources {
      source.cancel()
      signal(number, SIG_DFL)
    }
  }
}
