import Basics
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tidies up when the user interrupts the program or the system ends it, then lets the signal have its
/// way, so that a shell sees what happened.
///
/// A thread waits for the signals, which all others have blocked. (Dispatch's sources of signals need open files
/// of their own, and trap where there can be no more.)
struct InterruptGuard {
  private let tidy: Locked<(@Sendable () -> Void)?>

  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  /// Calls `tidy` before SIGINT, SIGTERM or SIGHUP end the program.
  init(_ tidy: @escaping @Sendable () -> Void) {
    let tidy = Locked<(@Sendable () -> Void)?>(tidy)
    self.tidy = tidy
    var awaited = sigset_t()
    sigemptyset(&awaited)
    for number in Self.numbers { sigaddset(&awaited, number) }
    // Threads made from now on inherit this; whoever started the program may have left them blocked anyway.
    pthread_sigmask(SIG_BLOCK, &awaited, nil)
    for number in Self.numbers {
      // What whoever started the program has switched off (nohup) stays off.
      let before = signal(number, SIG_DFL)
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
        sigdelset(&awaited, number)
      }
    }
    let signals = awaited
    Thread.detachNewThread {
      var signals = signals
      var number: Int32 = 0
      while sigwait(&signals, &number) != 0 {}
      tidy.with { $0 }?()
      signal(number, SIG_DFL)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      kill(getpid(), number)
    }
  }

  /// Lets signals have their usual effect again, and no other.
  func end() { tidy.with { $0 = nil } }
}
