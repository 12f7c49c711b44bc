import FlyingFox
import FlyingSocks
import Foundation

/// Serves the preview to a browser on this machine.
struct PreviewServer: Sendable {
  let preview: Preview
  /// The folder of the pictures.
  let folder: String

  /// Serves at a port or the next free one, until the program ends.
  /// - Returns: the port.
  /// - Throws: what the system says if no port is free.
  func start(port: UInt16) async throws -> UInt16 {
    var failure: (any Error)?
    for candidate in port..<min(port + 20, .max) {
      let server = HTTPServer(
        address: try .inet(ip4: "127.0.0.1", port: candidate), logger: .disabled)
      await route(server, port: candidate)
      do {
        try await Self.run(server)
        return candidate
      } catch {
        failure = error
      }
    }
    throw failure ?? SocketError.disconnected
  }

  /// Lets a server run, and returns once it listens.
  private static func run(_ server: HTTPServer) async throws {
    let failure = Failed()
    Task {
      do { try await server.run() } catch { failure.error = error }
    }
    for _ in 0..<500 {
      if await server.isListening { return }
      if let error = failure.error { throw error }
      try await Task.sleep(nanoseconds: 5_000_000)
    }
    throw SocketError.timeout(message: "the server does not listen")
  }

  /// Why a server ended.
  private final class Failed: @unchecked Sendable {
    private let lock = NSLock()
    private var value: (any Error)?
    var error: (any Error)? {
      get { lock.withLock { value } }
      set { lock.withLock { value = newValue } }
    }
  }

  private func route(_ server: HTTPServer, port: UInt16) async {
    func answer(
      _ route: HTTPRoute, _ body: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) async {
      await server.appendRoute(route) { request in
        // A page of elsewhere may point its own name at this machine: only ours is answered.
        let hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
        guard let host = request.headers[.host], hosts.contains(host) else {
          return HTTPResponse(statusCode: .forbidden)
        }
        return try await body(request)
      }
    }
    await answer("GET /") { _ in Self.text(PreviewPage.html, "text/html; charset=utf-8") }
    await answer("GET /state") { request in
      await waitForNews(after: request.query["after"].flatMap { Int($0) } ?? -1)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return HTTPResponse(
        statusCode: .ok, headers: Self.headers("application/json"),
        body: try encoder.encode(preview.state))
    }
    await answer("GET /pictures/*") { request in
      picture(String(request.path.dropFirst("/pictures/".count)))
    }
  }

  /// Holds a question back until there is something to tell, at most for some seconds.
  private func waitForNews(after version: Int) async {
    for _ in 0..<500 where preview.state.version == version {
      do { try await Task.sleep(nanoseconds: 40_000_000) } catch { return }
    }
  }

  /// One of the pictures that are shown, and no other file.
  private func picture(_ name: String) -> HTTPResponse {
    let shown = preview.state.figures.flatMap { [$0.light, $0.dark].compactMap { $0 } }
    let path = folder.isEmpty ? name : folder + "/" + name
    guard shown.contains(name), let data = FileManager.default.contents(atPath: path) else {
      return HTTPResponse(statusCode: .notFound)
    }
    let type = name.hasSuffix(".png") ? "image/png" : "image/svg+xml"
    return HTTPResponse(statusCode: .ok, headers: Self.headers(type), body: data)
  }

  private static func text(_ text: String, _ type: String) -> HTTPResponse {
    HTTPResponse(statusCode: .ok, headers: headers(type), body: Data(text.utf8))
  }

  /// Nothing is loaded from elsewhere; a picture brings its fonts and images with it.
  private static func headers(_ type: String) -> HTTPHeaders {
    [
      .contentType: type, HTTPHeader("Cache-Control"): "no-store",
      HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Content-Security-Policy"):
        "default-src 'none'; img-src 'self' data:; font-src data:; connect-src 'self'; "
        + "style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    ]
  }
}
