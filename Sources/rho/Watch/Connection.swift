#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One browser's request on its way: it is read, perhaps waits for news, and is answered. Nothing here waits; the
/// server asks the system which connections can go on.
struct Connection {
  /// How far it is.
  enum Stage {
    /// The request's head, as far as it is here.
    case reading([UInt8])
    /// A request whose answer is not known yet, and until when it may wait.
    case waiting(HTTPRequest, until: ContinuousClock.Instant)
    /// The answer, and how much of it has been sent.
    case writing([UInt8], sent: Int)
    /// Done, or given up.
    case over
  }

  let descriptor: Int32
  var stage = Stage.reading([])
  /// When the request must be answered; the time that we let it wait for news does not count.
  var deadline: ContinuousClock.Instant

  /// The longest head of a request.
  private static let longest = 32_768

  init(descriptor: Int32, deadline: ContinuousClock.Instant) {
    self.descriptor = descriptor
    self.deadline = deadline
  }

  var isOver: Bool { if case .over = stage { true } else { false } }
  var isReading: Bool { if case .reading = stage { true } else { false } }
  var isWaiting: Bool { if case .waiting = stage { true } else { false } }

  /// What the system is asked to tell of.
  var events: Int16 {
    switch stage {
    case .reading: Int16(POLLIN)
    case .writing: Int16(POLLOUT)
    // Only that the browser has gone, which is told without asking.
    case .waiting, .over: 0
    }
  }

  /// When it has to be looked at again whatever the system tells.
  var alarm: ContinuousClock.Instant {
    if case .waiting(_, let until) = stage { until } else { deadline }
  }

  /// Reads what is there.
  /// - Returns: the request's head once it is whole.
  mutating func readHead() -> String? {
    guard case .reading(var bytes) = stage else { return nil }
    var n = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      n = recv(descriptor, buffer.baseAddress!, buffer.count, 0)
      count = max(n, 0)
    }
    if n <= 0 {
      if n == 0 || !Self.isPassing(errno) { stage = .over }
      return nil
    }
    // The end may lie across two pieces.
    let from = max(0, bytes.count - 3)
    bytes += chunk
    let end: [UInt8] = [13, 10, 13, 10]
    if let at = (from..<max(from, bytes.count - 3)).first(where: {
      Array(bytes[$0..<$0 + 4]) == end
    }) {
      return String(decoding: bytes[..<at], as: UTF8.self)
    }
    stage = bytes.count > Self.longest ? .over : .reading(bytes)
    return nil
  }

  /// Sends as much as the browser takes.
  mutating func write() {
    guard case .writing(let bytes, var sent) = stage else { return }
    let n = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, $0.count - sent, 0) }
    if n < 0 && !Self.isPassing(errno) {
      stage = .over
      return
    }
    sent += max(n, 0)
    stage = sent < bytes.count ? .writing(bytes, sent: sent) : .over
  }

  /// Whether the system only says: not now.
  private static func isPassing(_ code: Int32) -> Bool {
    code == EAGAIN || code == EWOULDBLOCK || code == EINTR
  }

  /// Gives the system back what it holds.
  func close() {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Musl)
      Musl.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }
}
