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
  private let sources: [any DispatchSourceSignal]

  /// Calls `tidy` before SIGINT, SIGTERM or SIGHUP end the program.
  init(_ tidy: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "rho.signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        tidy()
        signal(number, SIG_DFL)
        raise(number)
      }
      source.resume()
      return source
    }
  }

  /// Lets signals have their usual effect again.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
