/// A piece of a config with its place: what YAML means, without its ways of writing it.
package struct ConfigNode: Sendable {
  /// Where a piece starts, and how long it is if it stands on one line.
  package struct Place: Hashable, Sendable {
    package var line: Int
    package var column: Int
    package var length = 1
  }

  package enum Content: Sendable {
    case null
    /// A scalar; whether it stood in quotes.
    case scalar(String, isQuoted: Bool)
    case list([ConfigNode])
    case mapping([(key: ConfigNode, value: ConfigNode)])
  }

  package var place: Place
  package var content: Content

  /// The kind of content, for messages.
  package var kind: String {
    switch content {
    case .null: "nothing"
    case .scalar(let text, _): "'\(text.count > 40 ? text.prefix(40) + "…" : text[...])'"
    case .list(let nodes): nodes.isEmpty ? "an empty list" : "a list"
    case .mapping: "a mapping"
    }
  }

  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// A mapping's value; nil if there is none, or this is not a mapping.
  package subscript(key: String) -> ConfigNode? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.text == key }?.value
  }

  /// The same content has the same text, wherever and however it is written.
  package var canonical: String {
    switch content {
    case .null: return "~"
    case .scalar(let text, _): return "\(text.utf8.count):\(text)"
    case .list(let nodes): return "[" + nodes.map(\.canonical).joined(separator: ",") + "]"
    case .mapping(let pairs):
      return "{" + pairs.map { $0.key.canonical + "=" + $0.value.canonical }.joined(separator: ",")
        + "}"
    }
  }
}
