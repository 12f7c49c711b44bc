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
/// It knows of HTTP/1.1 what a page that reloads itself needs: GET, one request a connection. Server libraries
/// were tried; the small one draws Foundation's networking and libcurl into the program, the large ones
/// triple the time of a build.
final class LoopbackServer: Sendable {
  /// What a browser asks for.
  struct Request: Sendable {
    /// The path, decoded, from its first slash on.
    var path: String
    /// What follows the question mark.
    var query: [String: String]
    /// The name by which the browser called this machine.
    var host: String
  }

  /// What it gets.
  struct Response: Sendable {
    var status: Int
    var type = "text/plain; charset=utf-8"
    var body = Data()

    static let forbidden = Response(status: 403, body: Data("forbidden\n".utf8))
    static let notFound = Response(status: 404, body: Data("not found\n".utf8))
  }

  /// The port.
  let port: UInt16
  private let listener: Int32
  /// The connections that are open at once, at most.
  private static let most = 64

  /// Listens at a port or, if others have it, at one of the next.
  /// - Throws: the system's reason if none of twenty is free.
  init(port: UInt16) throws {
    let descriptor = Self.socket()
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    Self.closeInChildren(descriptor)
    var yes: Int32 = 1
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
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
      if status == 0, listen(descriptor, 32) == 0 {
        self.port = candidate
        listener = descriptor
        return
      }
    }
    let reason = errno
    close(descriptor)
    throw POSIXError(.init(rawValue: reason) ?? .EIO)
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

  /// A browser that this program starts must not hold the port when the program has ended.
  private static func closeInChildren(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  /// Answers requests in threads of their own until the program ends.
  func start(_ answer: @escaping @Sendable (Request) -> Response) {
    let places = DispatchSemaphore(value: Self.most)
    Thread.detachNewThread { [listener] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 {
          if errno != EINTR { usleep(10_000) }
          continue
        }
        Self.closeInChildren(connection)
        places.wait()
        Thread.detachNewThread {
          Self.serve(connection, answer)
          close(connection)
          places.signal()
        }
      }
    }
  }

  private static func serve(_ connection: Int32, _ answer: (Request) -> Response) {
    // Who says nothing for long is not waited for.
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard let head = head(from: connection) else { return }
    let response = request(head).map(answer) ?? Response(status: 400)
    var bytes = Data(
      """
      HTTP/1.1 \(response.status) \(reasons[response.status] ?? "")\r
      Content-Type: \(response.type)\r
      Content-Length: \(response.body.count)\r
      Cache-Control: no-store\r
      Cross-Origin-Resource-Policy: same-origin\r
      Referrer-Policy: no-referrer\r
      X-Content-Type-Options: nosniff\r
      Content-Security-Policy: \(policy)\r
      Connection: close\r
      \r

      """.utf8)
    bytes += response.body
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let n = write(connection, buffer.baseAddress! + done, buffer.count - done)
        if n > 0 { done += n } else if errno != EINTR { return }
      }
    }
  }

  /// Nothing is loaded from elsewhere; a picture brings its fonts and images with it.
  private static let policy =
    "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src data:; "
    + "connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  private static let reasons = [200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found"]

  /// A request's lines before its body; nil if they do not come or have no end.
  private static func head(from connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count < 32_768 {
      let n = read(connection, &chunk, chunk.count)
      if n < 0 && errno == EINTR { continue }
      if n <= 0 { return nil }
      bytes += chunk[..<n]
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") { return String(text[..<end.lowerBound]) }
    }
    return nil
  }

  /// A GET request; nil if it is none.
  private static func request(_ head: String) -> Request? {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3, words[0] == "GET", words[1].hasPrefix("/"),
      words[2].hasPrefix("HTTP/1."), let target = URLComponents(string: String(words[1]))
    else { return nil }
    let hosts = lines.dropFirst().compactMap { line -> String? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "host" else { return nil }
      return parts[1].trimmingCharacters(in: .whitespaces)
    }
    guard hosts.count == 1 else { return nil }
    var query: [String: String] = [:]
    for item in target.queryItems ?? [] { query[item.name] = item.value }
    return Request(path: target.path, query: query, host: hosts[0])
  }
}
