extension Section {
  /// The text that made the report, as it was read.
  static func settings(_ path: String, _ source: [UInt8]) -> Section {
    Section(
      id: "settings", heading: "What made it",
      blocks: [
        .paragraph(
          "With this file and the data that it names, everything here can be drawn again."),
        .source(name: FileName.last(of: path), text: String(decoding: source, as: UTF8.self)),
      ])
  }
}

/// The names of files.
enum FileName {
  /// A file's name without its folder.
  static func last(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
