/// What was drawn from what: remembered beside the pictures, so that only what changed is drawn again.
struct RenderState: Sendable {
  struct Entry: Hashable, Sendable {
    /// The digest of everything the picture depends on.
    var input: String
    /// The written file's size and time.
    var stamp: String
  }

  var entries: [String: Entry] = [:]

  static func path(in folder: String) -> String { folder + "/.rho-state.json" }

  /// The state of a folder; empty if there is none that can be read.
  init(folder: String) {
    guard let bytes = try? AtomicFile.read(Self.path(in: folder)), bytes.count < 1 << 24,
      let text = String(validating: bytes, as: UTF8.self)
    else { return }
    // One line a picture, so that no parser is needed on the way to saying that nothing changed.
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 7 else { continue }
      entries[String(parts[1])] = Entry(input: String(parts[3]), stamp: String(parts[5]))
    }
  }

  /// Writes the state; pictures that are no longer there are forgotten.
  func write(folder: String) throws(FigureError) {
    let lines = entries.sorted { $0.key < $1.key }.map {
      "  \(JSON.quoted($0.key)): [\(JSON.quoted($0.value.input)), \(JSON.quoted($0.value.stamp))]"
    }
    let text = "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    try AtomicFile.write(Array(text.utf8), to: Self.path(in: folder))
  }
}
