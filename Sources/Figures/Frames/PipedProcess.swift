import Basics
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Another program that takes bytes through a pipe and complains on its standard error.
///
/// Not Foundation's `Process`, which traps where no more files can be opened, and lets a program that
/// ends early end ours.
final class PipedProcess {
  private let child: pid_t
  private let pending: PendingFiles
  private var input: Int32
  private var errors: Int32
  private var said: [UInt8] = []
  private var isReaped = false

  /// The most that is kept of what it says: its last words.
  private static let mostSaid = 4000

  /// What the system says if it does not let us have what we need.
  struct Refusal: Error {
    let reason: String
    init(_ code: Int32) { reason = String(cString: strerror(code)) }
  }

  /// Nobody reads what is written.
  struct Closed: Error {}

  /// Starts a program with our environment.
  init(_ program: String, _ arguments: [String], pending: PendingFiles) throws {
    let (theirInput, ourInput) = try Self.pipe()
    defer { close(theirInput) }
    let pair: (Int32, Int32)
    do {
      pair = try Self.pipe()
    } catch {
      close(ourInput)
      throw error
    }
    let (ourErrors, theirErrors) = pair
    defer { close(theirErrors) }
    var reason: Int32 = 0
    let child = pending.begin { () -> pid_t? in
      var child = pid_t()
      reason = Self.spawn(&child, program, arguments, input: theirInput, errors: theirErrors)
      return reason == 0 ? child : nil
    }
    guard let child else {
      close(ourInput)
      close(ourErrors)
      throw Refusal(reason == 0 ? ECANCELED : reason)
    }
    self.child = child
    self.pending = pending
    input = ourInput
    errors = ourErrors
    // A full pipe must not keep us from reading what it says.
    for end in [input, errors] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  deinit { cancel() }

  /// Hands bytes over, and takes in what the program says meanwhile.
  /// - Throws: `Closed` if it has ended or reads no more.
  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      guard input >= 0 else { throw Closed() }
      guard wait(forInput: true) else { continue }
      let n = bytes.withUnsafeBytes { buffer in
        Self.withoutPipeSignal {
          Descriptor.write(input, UnsafeRawBufferPointer(rebasing: buffer[done...]))
        }
      }
      if n >= 0 {
        done += n
      } else if errno == EPIPE {
        throw Closed()
      } else if errno != EAGAIN {
        throw Refusal(errno)
      }
    }
  }

  /// Ends its input and waits for its end.
  /// - Returns: its exit code, negative for the signal that ended it, and its last words.
  func finish() -> (status: Int32, said: String) {
    closeInput()
    while errors >= 0 { _ = wait(forInput: false) }
    let status = reap()
    return (
      status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F),
      String(decoding: said, as: UTF8.self)
    )
  }

  /// Ends it before it is done.
  func cancel() {
    guard !isReaped else { return }
    kill(child, SIGKILL)
    _ = finish()
  }

  private func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  private func reap() -> Int32 {
    isReaped = true
    // Forgotten while its number is still its own.
    var information = siginfo_t()
    _ = uninterrupted { waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) }
    pending.end(child: child)
    var status: Int32 = 0
    _ = uninterrupted { waitpid(child, &status, 0) }
    return status
  }

  /// Waits until there is room in its input, where that is wanted, or something is said, which is taken in.
  /// - Returns: whether there is room.
  private func wait(forInput wanted: Bool) -> Bool {
    var ends = [
      pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wanted ? input : -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard uninterrupted({ poll(&ends, 2, -1) }) > 0 else { return false }
    if ends[0].revents != 0 { listen() }
    return ends[1].revents != 0
  }

  private func listen() {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let n = chunk.withUnsafeMutableBytes { Descriptor.read(errors, into: $0) }
    if n > 0 {
      said = Array((said + chunk[..<n]).suffix(Self.mostSaid))
    } else if n == 0 || errno != EAGAIN {
      close(errors)
      errors = -1
    }
  }

  // MARK: What the system gives

  /// A pipe that other programs do not inherit, with numbers that are not those of the standard streams.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    let status = uninterrupted {
      #if canImport(Darwin)
        Darwin.pipe(&ends)
      #elseif canImport(Musl)
        Musl.pipe(&ends)
      #else
        Glibc.pipe(&ends)
      #endif
    }
    guard status == 0 else { throw Refusal(errno) }
    for i in 0...1 {
      _ = fcntl(ends[i], F_SETFD, FD_CLOEXEC)
      guard ends[i] < 3 else { continue }
      let other = fcntl(ends[i], F_DUPFD_CLOEXEC, 3)
      let reason = errno
      close(ends[i])
      ends[i] = other
      guard other >= 0 else {
        close(ends[1 - i])
        throw Refusal(reason)
      }
    }
    return (ends[0], ends[1])
  }

  /// - Returns: 0, or the system's reason.
  private static func spawn(
    _ child: inout pid_t, _ program: String, _ arguments: [String], input: Int32, errors: Int32
  ) -> Int32 {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // What we ignore or keep for ourselves works for it as for any program.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let environment =
      ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var reason: Int32
    repeat {
      reason = posix_spawn(&child, program, &actions, &attributes, words, environment)
    } while reason == EINTR
    return reason
  }

  /// Writes to a pipe so that nobody at its other end is an error, and not a signal that ends the program.
  private static func withoutPipeSignal(_ write: () -> Int) -> Int {
    var (pipe, before, there) = (sigset_t(), sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    sigpending(&there)
    let wasThere = sigismember(&there, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let n = write()
    let reason = errno
    if n < 0, reason == EPIPE, !wasThere {
      sigpending(&there)
      var signal: Int32 = 0
      if sigismember(&there, SIGPIPE) == 1 { sigwait(&pipe, &signal) }
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = reason
    return n
  }
}
