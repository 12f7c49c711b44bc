import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The temporary files of a run, so that an interruption can take them away.
final class PendingFiles: @unchecked Sendable {
  private let lock = NSLock()
  private var paths: Set<String> = []
  private var isCancelled = false

  /// Notes a file that is about to be made; false if no more files may be.
  func begin(_ path: String) -> Bool {
    lock.withLock {
      if !isCancelled { paths.insert(path) }
      return !isCancelled
    }
  }

  /// Forgets a file that is no longer there.
  func end(_ path: String) { lock.withLock { _ = paths.remove(path) } }

  /// Takes all away; no more are made.
  func cancel() {
    lock.withLock {
      isCancelled = true
      for path in paths { unlink(path) }
    }
  }
}
