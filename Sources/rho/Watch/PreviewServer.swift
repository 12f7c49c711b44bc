import Foundation

/// What the server of the preview answers.
struct PreviewServer: Sendable {
  let preview: Preview
  /// The folder of the pictures.
  let folder: String

  /// Serves at a port or the next free one, until the program ends.
  /// - Returns: the port.
  /// - Throws: what the system says if no port is free.
  func start(port: UInt16) throws -> UInt16 {
    let server = try LoopbackServer(port: port)
    let names = ["127.0.0.1:\(server.port)", "localhost:\(server.port)"]
    server.start { request in
      // A page of elsewhere may point its own name at this machine: only ours is answered.
      names.contains(request.host) ? answer(request) : .forbidden
    }
    return server.port
  }

  private func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
    let pictures = "/pictures/"
    switch request.path {
    case "/":
      return .init(
        status: 200, type: "text/html; charset=utf-8", body: Data(PreviewPage.html.utf8))
    case "/state":
      waitForNews(after: request.query["after"].flatMap { Int($0) } ?? -1)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let body = (try? encoder.encode(preview.state)) ?? Data()
      return .init(status: 200, type: "application/json", body: body)
    case let path where path.hasPrefix(pictures):
      return picture(String(path.dropFirst(pictures.count)))
    default:
      return .notFound
    }
  }

  /// Holds a question back until there is something to tell, at most for some seconds.
  private func waitForNews(after version: Int) {
    for _ in 0..<500 where preview.state.version == version { usleep(40_000) }
  }

  /// One of the pictures that are shown, and no other file.
  private func picture(_ name: String) -> LoopbackServer.Response {
    let shown = preview.state.figures.flatMap { [$0.light, $0.dark].compactMap { $0 } }
    let path = folder.isEmpty ? name : folder + "/" + name
    guard shown.contains(name), let data = FileManager.default.contents(atPath: path) else {
      return .notFound
    }
    let type = name.hasSuffix(".png") ? "image/png" : "image/svg+xml"
    return .init(status: 200, type: type, body: data)
  }
}
