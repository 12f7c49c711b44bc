import Drawing
import Figures
import Mustache
import Rasterizer
import SVGWriter

/// Writes a report as Markdown, as code hosting pages show it, with its pictures as files beside it.
///
/// What moves is an animated SVG; the explorer is a still picture. Formulas are plain text, which every
/// viewer shows.
public struct MarkdownReport: Sendable {
  /// The report.
  public var report: Report
  /// The folder of the pictures, as the text names it.
  public var folder: String

  /// A file of a report.
  public struct File: Sendable {
    /// Its path, relative to that of the text.
    public var path: String
    /// What is in it.
    public var bytes: [UInt8]
  }

  /// A text for a report, with its pictures in a folder beside it.
  public init(_ report: Report, pictures folder: String) {
    self.report = report
    self.folder = folder
  }

  /// The text, in UTF-8.
  public func bytes() throws -> [UInt8] {
    var content: [String: Any] = [
      "title": Self.text(report.title),
      "hasFacts": !report.facts.isEmpty,
      "facts": report.facts.map { ["name": Self.text($0.name), "value": Self.text($0.value)] },
      "sections": report.sections.map { section in
        ["heading": Self.text(section.heading), "blocks": section.blocks.map(block)]
          as [String: Any]
      },
      "program": Self.escaped(report.program),
    ]
    if let lead = report.lead { content["lead"] = Self.text(lead) }
    return Array(try TemplateLibrary.markdown().render(content).utf8)
  }

  /// The pictures that the text shows.
  /// - Throws: `SVGError` if one cannot be written.
  public func pictures() throws -> [File] {
    let writer = SVGWriter()
    return try report.sections.flatMap(\.blocks).compactMap(Self.picture).flatMap { picture in
      try zip(files(of: picture), picture.looks).map { path, frames in
        guard frames.count > 1 else {
          return File(path: path, bytes: try writer.write(frames[0]))
        }
        // Twelve frames a second, but no more than ten seconds.
        var animation = AnimatedSVGWriter(
          writer: writer, secondsPerFrame: min(1.0 / 12, 10 / Double(frames.count)),
          holdingLast: 2)
        for frame in frames { try animation.add(frame) }
        return File(path: path, bytes: try animation.finish())
      }
    }
  }

  private static func picture(_ block: Block) -> Picture? {
    switch block {
    case .picture(let picture): picture
    case .explorer(let explorer): explorer.picture
    default: nil
    }
  }

  private func files(of picture: Picture) -> [String] {
    ["", "-dark"].prefix(picture.looks.count).map { "\(folder)/\(picture.name)\($0).svg" }
  }

  // MARK: What the template is given

  private func block(_ block: Block) -> [String: Any] {
    switch block {
    case .paragraph(let text): return ["paragraph": ["text": Self.text(text)]]
    case .table(let table):
      var content: [String: Any] = [
        "columns": table.columns.map(Self.cell), "rows": table.rows.map { $0.map(Self.cell) },
      ]
      if let caption = table.caption { content["caption"] = Self.text(caption) }
      return ["table": content]
    case .source(let name, let text):
      return [
        "source": [
          "name": Self.escaped(name), "text": text.hasSuffix("\n") ? String(text.dropLast()) : text,
          "fence": Self.fence(around: text),
        ]
      ]
    case .picture(let picture): return ["picture": self.content(picture)]
    case .explorer(let explorer): return ["picture": self.content(explorer.picture)]
    }
  }

  private func content(_ picture: Picture) -> [String: Any] {
    let files = files(of: picture).map(Self.address)
    let alternative =
      picture.alternativeText.isEmpty
      ? Markup.plain(picture.title ?? picture.name) : picture.alternativeText
    var content: [String: Any] = [
      "light": files.first ?? "", "alternative": HTML.escaped(Self.oneLine(alternative)),
    ]
    if files.count > 1 { content["dark"] = files[1] }
    if let title = picture.title { content["title"] = Self.text(title) }
    if let caption = picture.caption { content["caption"] = Self.text(caption) }
    return content
  }

  // MARK: Escapes

  /// Markup as Markdown that means its plain text, on one line.
  private static func text(_ markup: String) -> String { escaped(oneLine(Markup.plain(markup))) }

  private static func cell(_ markup: String) -> String { text(markup) }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Text in which no character is one of Markdown or HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for (i, character) in text.enumerated() {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "!", "$":
        result += "\\\(character)"
      case "+", "-", "=":
        // At its beginning they would make a paragraph a list or a heading.
        result += i == 0 ? "\\\(character)" : String(character)
      default:
        if character.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) {
          result.append(character)
        }
      }
    }
    // "1." at the beginning would make a list.
    if let dot = result.firstIndex(where: { !$0.isNumber }), dot > result.startIndex,
      ".)".contains(result[dot])
    {
      result.insert("\\", at: dot)
    }
    return result
  }

  /// A path in a link.
  private static func address(_ path: String) -> String {
    path.utf8.map { byte in
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-_./".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  /// More backticks than the text has in a row.
  private static func fence(around text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }
}
