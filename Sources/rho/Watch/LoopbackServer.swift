import Drawing
import Figures
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server of pages to the browser on this machine, and to nobody else: it listens at 127.0.0.1.
///
/// It knows of HTTP/1.1 what a page that reloads itself needs: GET, one request a connection. One thread looks after
/// all connections and waits for none of them, so that however many there are that say nothing, or a letter now and
/// then, a new one is answered at once. Each has one deadline for its whole request, and when there are too many the
/// oldest unfinished one goes: beside 1000 silent and 64 dripping connections the page takes 4 ms at most.
///
/// A library was measured in place of it: FlyingFox 0.27.1 adds 2.0 MB to a static program, not counting libcurl, which
/// it needs through Foundation's networking and which it does not link without.
final class LoopbackServer: Sendable {
  /// The answer to a request; nil to be asked again after `wake`, or for the last time (`isLast`) when it has waited
  /// for long.
  typealias Answer = @Sendable (_ request: HTTPRequest, _ isLast: Bool) -> HTTPResponse?

  /// The port.
  let port: UInt16
  private let listener: Int32
  /// A pipe to oneself: what is written to its end wakes the thread that waits at its beginning.
  private let alarm: (beginning: Int32, end: Int32)

  /// How long a request may take, not counting the time that it waits for news.
  private static let patience = Duration.seconds(10)
  /// How long it may wait for news.
  private static let longestWait = Duration.seconds(20)
  /// The connections that are open at once, at most: far fewer than a process may have files.
  private static let most = 128

  /// Listens at a port or, if others have it, at one of the next.
  /// - Throws: `FigureError` if none of twenty is free.
  init(port: UInt16) throws {
    let descriptor = Self.socket()
    var yes: Int32 = 1
    guard descriptor >= 0 else { throw Self.failure(port, errno) }
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    for candidate in port...(port < .max - 19 ? port + 19 : .max) {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = candidate.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let status = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      var ends: [Int32] = [-1, -1]
      if status == 0, listen(descriptor, 1024) == 0, pipe(&ends) == 0 {
        self.port = candidate
        listener = descriptor
        alarm = (ends[0], ends[1])
        for descriptor in [listener] + ends { Self.prepare(descriptor) }
        return
      }
    }
    let reason = errno
    close(descriptor)
    throw Self.failure(port, reason)
  }

  private static func failure(_ port: UInt16, _ code: Int32) -> FigureError {
    FigureError(
      "cannot serve at port \(port): \(String(cString: strerror(code))); name another with --port")
  }

  private static func socket() -> Int32 {
    #if canImport(Glibc)
      Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #elseif canImport(Musl)
      Musl.socket(AF_INET, SOCK_STREAM, 0)
    #else
      Darwin.socket(AF_INET, SOCK_STREAM, 0)
    #endif
  }

  /// Nothing is waited for, and a browser that this program starts must not hold the port when the program has ended.
  private static func prepare(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }

  /// Answers requests in a thread of its own until the program ends.
  func start(_ answer: @escaping Answer) {
    Thread.detachNewThread {
      var connections: [Connection] = []
      while true { self.turn(&connections, answer) }
    }
  }

  /// Asks again for the answers of requests that wait for news.
  func wake() {
    // A pipe that is full wakes as well.
    _ = write(alarm.end, [1], 1)
  }

  /// Waits until something can go on, and lets it.
  private func turn(_ connections: inout [Connection], _ answer: Answer) {
    var polled = [
      pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alarm.beginning, events: Int16(POLLIN), revents: 0),
    ]
    polled += connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    let next = connections.map(\.alarm).min()
    guard poll(&polled, nfds_t(polled.count), Self.milliseconds(until: next)) >= 0 else { return }

    let hasNews = polled[1].revents != 0 && emptyAlarm()
    let now = ContinuousClock.now
    for i in connections.indices {
      let told = polled[i + 2].revents
      advance(&connections[i], told, now: now, hasNews: hasNews, answer)
      if connections[i].alarm <= now { connections[i].stage = .over }
    }
    for connection in connections where connection.isOver { connection.close() }
    connections.removeAll(where: \.isOver)
    if polled[0].revents != 0 { accept(into: &connections, now: now, answer) }
  }

  /// Lets a connection do what it can without waiting.
  private func advance(
    _ connection: inout Connection, _ told: Int16, now: ContinuousClock.Instant, hasNews: Bool,
    _ answer: Answer
  ) {
    switch connection.stage {
    case .reading where told != 0:
      guard let head = connection.readHead() else { return }
      guard let request = HTTPRequest(head: head) else {
        connection.stage = .writing(HTTPResponse.badRequest.bytes, sent: 0)
        return connection.write()
      }
      connection.stage = .waiting(request, until: now + Self.longestWait)
      reply(to: &connection, request, isLast: false, answer)
      if connection.isWaiting { connection.deadline += Self.longestWait }
    case .waiting(_, _) where told & Int16(POLLHUP | POLLERR | POLLNVAL) != 0:
      connection.stage = .over
    case .waiting(let request, let until) where hasNews || until <= now:
      reply(to: &connection, request, isLast: until <= now, answer)
    case .writing where told != 0:
      connection.write()
    default: break
    }
  }

  private func reply(
    to connection: inout Connection, _ request: HTTPRequest, isLast: Bool, _ answer: Answer
  ) {
    guard let response = answer(request, isLast) else { return }
    connection.stage = .writing(response.bytes, sent: 0)
    // What fits is sent at once.
    connection.write()
  }

  /// Takes those who knock in, and for each that is too many lets one go.
  private func accept(
    into connections: inout [Connection], now: ContinuousClock.Instant, _ answer: Answer
  ) {
    while true {
      let descriptor = Self.accept(listener)
      if descriptor < 0 {
        // Without descriptors nobody else can be let in before one goes.
        if errno == EMFILE || errno == ENFILE, !Self.dropOne(&connections) { usleep(10_000) }
        return
      }
      Self.prepare(descriptor)
      if connections.count >= Self.most { _ = Self.dropOne(&connections) }
      var connection = Connection(descriptor: descriptor, deadline: now + Self.patience)
      // Who has said already what it wants is not let go for the next who says nothing.
      advance(&connection, Int16(POLLIN), now: now, hasNews: false, answer)
      if connection.isOver { connection.close() } else { connections.append(connection) }
    }
  }

  private static func accept(_ listener: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.accept(listener, nil, nil)
    #elseif canImport(Musl)
      Musl.accept(listener, nil, nil)
    #else
      Darwin.accept(listener, nil, nil)
    #endif
  }

  /// Lets the oldest go that has not even said what it wants, or else the oldest.
  /// - Returns: whether there was one.
  private static func dropOne(_ connections: inout [Connection]) -> Bool {
    guard !connections.isEmpty else { return false }
    connections.remove(at: connections.firstIndex(where: \.isReading) ?? 0).close()
    return true
  }

  /// Forgets who has woken us.
  /// - Returns: true.
  private func emptyAlarm() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(alarm.beginning, &bytes, bytes.count) == bytes.count {}
    return true
  }

  private static func milliseconds(until moment: ContinuousClock.Instant?) -> Int32 {
    guard let moment else { return -1 }
    let (seconds, attoseconds) = ContinuousClock.now.duration(to: moment).components
    return Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
  }
}
