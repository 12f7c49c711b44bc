import Config

/// What was drawn from what: remembered beside the pictures, so that only what changed is drawn again.
struct RenderState: Sendable {
  struct Entry: Hashable, Sendable {
    /// The digest of everything the picture depends on.
    var input: String
    /// The digest of the file's bytes.
    var output: String
    /// The written file's size and time, by which an untouched file is known without reading it.
    var stamp: String

    /// What to remember of a file just written.
    init(input: String, output: [UInt8], path: String) {
      self.init(
        input: input, output: Digest.text(of: output), stamp: AtomicFile.stamp(path) ?? "")
    }

    init(input: String, output: String, stamp: String) {
      self.input = input
      self.output = output
      self.stamp = stamp
    }

    /// Whether a file is as it was written.
    func isThere(_ path: String) -> Bool {
      guard let now = AtomicFile.stamp(path) else { return false }
      // Copied or checked out again: what counts is what is in it.
      return now == stamp || Digest.text(ofFile: path) == output
    }
  }

  var entries: [String: Entry] = [:]

  static func path(in folder: String) -> String { FilePath.join(folder, ".rho-state.json") }

  /// The state of a folder; empty if there is none that can be read.
  init(folder: String) {
    guard let bytes = try? AtomicFile.readWritten(Self.path(in: folder), limit: 1 << 24),
      let text = String(validating: bytes, as: UTF8.self)
    else { return }
    // One line a picture, so that no parser is needed on the way to saying that nothing changed.
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard parts.count == 9 else { continue }
      entries[String(parts[1])] = Entry(
        input: String(parts[3]), output: String(parts[5]), stamp: String(parts[7]))
    }
  }

  /// Whether a file is there as it was written, from the same input.
  func isFresh(_ name: String, at path: String, input: String) -> Bool {
    guard let entry = entries[name], entry.input == input else { return false }
    return entry.isThere(path)
  }

  /// Writes the state.
  func write(folder: String) throws(FigureError) {
    let lines = entries.sorted { $0.key < $1.key }.map { name, entry in
      let values = [entry.input, entry.output, entry.stamp].map { JSON.quoted($0) }
      return "  \(JSON.quoted(name)): [\(values.joined(separator: ", "))]"
    }
    let text = "{\n" + lines.joined(separator: ",\n") + "\n}\n"
    try AtomicFile.write(Array(text.utf8), to: Self.path(in: folder), isOurs: true)
  }
}
