import Foundation

/// What a browser asks for.
struct HTTPRequest: Sendable {
  /// The path, decoded, from its first slash on.
  var path: String
  /// What follows the question mark.
  var query: [String: String]
  /// The name by which the browser called this machine.
  var host: String

  /// A request's lines before its body; nil if they are no GET request.
  init?(head: String) {
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
    path = target.path
    query = [:]
    for item in target.queryItems ?? [] { query[item.name] = item.value }
    host = hosts[0]
  }
}

/// What it gets.
struct HTTPResponse: Sendable {
  var status: Int
  var type = "text/plain; charset=utf-8"
  var body = Data()

  static let badRequest = HTTPResponse(status: 400)
  static let forbidden = HTTPResponse(status: 403, body: Data("forbidden\n".utf8))
  static let notFound = HTTPResponse(status: 404, body: Data("not found\n".utf8))

  /// The response as it goes to the browser.
  var bytes: [UInt8] {
    let head = """
      HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\r
      Content-Type: \(type)\r
      Content-Length: \(body.count)\r
      Cache-Control: no-store\r
      Cross-Origin-Resource-Policy: same-origin\r
      Referrer-Policy: no-referrer\r
      X-Content-Type-Options: nosniff\r
      Content-Security-Policy: \(Self.policy)\r
      Connection: close\r
      \r

      """
    return Array(head.utf8) + body
  }

  private static let reasons = [200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found"]

  /// Nothing is loaded from elsewhere; a picture brings its fonts and images with it.
  private static let policy =
    "default-src 'none'; img-src 'self' data:; media-src 'self'; font-src data:; "
    + "connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
