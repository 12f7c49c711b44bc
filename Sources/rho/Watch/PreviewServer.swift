import Foundation

/// What the server of the preview answers.
struct PreviewServer: Sendable {
  let preview: Preview

  /// Serves at a port or the next free one, until the program ends.
  /// - Returns: the port.
  /// - Throws: `FigureError` if no port is free.
  func start(port: UInt16) throws -> UInt16 {
    let server = try LoopbackServer(port: port)
    let names = ["127.0.0.1:\(server.port)", "localhost:\(server.port)"]
    server.start { request, isLast in
      // A page of elsewhere may point its own name at this machine: only ours is answered.
      names.contains(request.host) ? answer(request, isLast) : .forbidden
    }
    preview.onNews { server.wake() }
    return server.port
  }

  /// The answer; nil while there is none: no news.
  private func answer(_ request: HTTPRequest, _ isLast: Bool) -> HTTPResponse? {
    let pictures = "/pictures/"
    switch request.path {
    case "/":
      return .init(
        status: 200, type: "text/html; charset=utf-8", body: Data(PreviewPage.html.utf8))
    case "/state":
      let state = preview.state
      let known = request.query["after"].flatMap { Int($0) } ?? -1
      if state.version == known, !isLast { return nil }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let body = (try? encoder.encode(state)) ?? Data()
      return .init(status: 200, type: "application/json", body: body)
    case let path where path.hasPrefix(pictures):
      return picture(String(path.dropFirst(pictures.count)))
    default:
      return .notFound
    }
  }

  /// One of the pictures that are shown, and no other file.
  private func picture(_ name: String) -> HTTPResponse {
    guard let file = preview.file(name),
      let data = FileManager.default.contents(atPath: file.path)
    else { return .notFound }
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return .init(status: 200, type: Self.types[ending] ?? "application/octet-stream", body: data)
  }

  private static let types = [
    "svg": "image/svg+xml", "png": "image/png", "gif": "image/gif", "mp4": "video/mp4",
    "webm": "video/webm",
  ]
}
