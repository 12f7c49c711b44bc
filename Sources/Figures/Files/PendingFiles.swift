import Basics
import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The temporary files of a run and the programs that write them, so that an interruption can take them away.
final class PendingFiles: Sendable {
  private struct State {
    var paths: Set<String> = []
    var children: Set<pid_t> = []
    var isCancelled = false
  }

  private let state = Locked(State())

  /// Notes a file that is about to be made; false if no more files may be.
  func begin(_ path: String) -> Bool {
    state.with {
      if !$0.isCancelled { $0.paths.insert(path) }
      return !$0.isCancelled
    }
  }

  /// Forgets a file that is no longer there.
  func end(_ path: String) { state.with { _ = $0.paths.remove(path) } }

  /// Starts a program that writes such a file, and notes it; nil if it may not be started.
  func begin(child start: () -> pid_t?) -> pid_t? {
    state.with {
      guard !$0.isCancelled, let child = start() else { return nil }
      $0.children.insert(child)
      return child
    }
  }

  /// Forgets a program that has ended.
  func end(child: pid_t) { state.with { _ = $0.children.remove(child) } }

  /// Takes all away; no more are made.
  func cancel() {
    state.with {
      $0.isCancelled = true
      for child in $0.children { kill(child, SIGKILL) }
      for path in $0.paths { unlink(path) }
    }
  }
}
