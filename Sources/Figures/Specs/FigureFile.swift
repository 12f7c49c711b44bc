import Drawing
import SVGWriter

/// A config decoded and checked: everything that `figures.yaml` says.
public struct FigureFile: Sendable {
  /// A form in which a picture is written.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// Scalable Vector Graphics.
    case svg
    /// Portable Network Graphics.
    case png
  }

  /// Which looks a picture is drawn in.
  public enum ThemeChoice: String, Hashable, Sendable, CaseIterable {
    /// Dark ink on white.
    case light
    /// Light ink on near-black.
    case dark
    /// Two files: `name.svg` and `name-dark.svg`.
    case both
  }

  /// The file, as the user named it.
  public var path: String
  /// The folder that pictures are written to, relative to the file.
  public var output: String
  /// The forms in which every picture is written.
  public var formats: [Format]
  /// PNG pixels per point.
  public var scale: Double
  /// The looks.
  public var theme: ThemeChoice
  /// How SVG writes text.
  public var text: SVGWriter.TextMode
  /// The faces.
  public var fonts: FontSet.Request
  /// The figures, in the order of the file.
  public var figures: [FigureSpec]

  var data: [String: DataSpec]
  var fits: [String: FitSpec]
  /// What all figures depend on, in a canonical form.
  var common: String

  /// Decodes a config.
  /// - Parameters:
  ///   - bytes: the YAML text.
  ///   - path: the file's name, for messages and for finding data beside it.
  /// - Throws: `ConfigError` with every mistake of the file.
  public init(_ bytes: [UInt8], path: String) throws {
    let (root, lines) = try YAMLReader.read(bytes, file: path)
    let decoder = Decoder(file: path, lines: lines)
    guard let fields = decoder.fields(root, Self.spec) else {
      throw ConfigError(decoder.diagnostics)
    }
    self.path = path
    Self.define(fields)
    output = fields.string("output") ?? "."
    formats = Self.formats(fields)
    scale = fields.positive("scale") ?? 2
    if scale > 64 || scale < 0.05 { fields.fail("scale", "'scale' must lie between 0.05 and 64") }
    theme = fields.choice("theme", as: ThemeChoice.self) ?? .light
    text = fields.choice("text", as: SVGWriter.TextMode.self) ?? .embedded
    let faces = fields.fields("fonts")
    fonts = FontSet.Request(
      text: faces?.string("text"), bold: faces?.string("bold"), math: faces?.string("math"),
      mathItalic: faces?.string("math-italic"))

    data = [:]
    for (name, _, node) in fields.named("data") { data[name] = DataSpec(node, decoder) }
    let knownData = fields.named("data").map(\.name)
    fits = [:]
    for (name, _, node) in fields.named("fits") {
      fits[name] = FitSpec(node, decoder, data: knownData)
    }
    let scope = Scope(data: knownData, fits: fields.named("fits").map(\.name))
    figures = []
    for (name, key, node) in fields.named("figures") {
      if !Self.isFileName(name) {
        decoder.fail(
          key.place,
          "a figure's name becomes a file's: use letters, digits, '-', '_' and '.', not '\(name)'")
      }
      if let figure = FigureSpec(name, node, decoder, scope) { figures.append(figure) }
    }
    if figures.isEmpty, decoder.diagnostics.isEmpty {
      decoder.fail(root.place, "the file declares no figures; `rho new` writes one to start from")
    }
    common = ["define", "data", "fits", "fonts", "text"].map { root[$0]?.canonical ?? "" }
      .joined(separator: "\n")
    if !decoder.diagnostics.isEmpty { throw ConfigError(decoder.diagnostics) }
  }

  private static func define(_ fields: Fields) {
    for (name, key, node) in fields.named("define") {
      guard Expression.isName(name) else {
        fields.decoder.fail(
          key.place,
          "'\(name)' cannot be defined: a name has letters, digits and '_', and is not a known constant or function"
        )
        continue
      }
      if let value = fields.decoder.number(node) { fields.decoder.names[name] = value.number }
    }
  }

  private static func formats(_ fields: Fields) -> [Format] {
    guard let node = fields.value("formats") else { return [.svg] }
    let names = Format.allCases.map(\.rawValue)
    var result: [Format] = []
    for item in fields.decoder.list(node) {
      if let name = fields.decoder.choice(item, names), let format = Format(rawValue: name),
        !result.contains(format)
      {
        result.append(format)
      }
    }
    return result
  }

  static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".")
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
  }

  static let spec = ObjectSpec(
    "a figures file", "Figures of the general and adaptive robust loss, drawn by `rho render`.",
    [
      .init("output", .string, "The folder that pictures are written to, relative to this file."),
      .init(
        "formats", .list(.choice(Format.allCases.map(\.rawValue))),
        "The forms in which every picture is written."),
      .init("scale", .number, "PNG pixels per point; 2 unless given."),
      .init(
        "theme", .choice(ThemeChoice.allCases.map(\.rawValue)),
        "The looks: light, dark, or both (name.svg and name-dark.svg)."),
      .init(
        "text", .choice(SVGWriter.TextMode.allCases.map(\.rawValue)),
        "How SVG writes text: with embedded fonts, or as outlines for editors that ignore them."),
      .init("fonts", .object { fontsSpec }, "The faces: families or paths of font files."),
      .init("define", .numbers, "Names for use wherever a number may stand: -6c, 1/c."),
      .init("data", .named { DataSpec.spec }, "Data sets, by name."),
      .init("fits", .named { FitSpec.spec }, "Fits of models to data, by name."),
      .init(
        "figures", .named { FigureSpec.spec },
        "The figures, by the name of the file that they become.", required: true),
    ])

  private static let fontsSpec = ObjectSpec(
    "fonts", "The faces: families, such as Inter, or paths of font files.",
    [
      .init("text", .string, "Words; Inter unless given."),
      .init("bold", .string, "Titles; the semi-bold of the text's family unless given."),
      .init("math", .string, "Upright letters and digits in mathematics; STIX unless given."),
      .init("math-italic", .string, "Variables in mathematics; the italic of 'math' unless given."),
    ])
}

/// The names that figures may refer to.
struct Scope {
  var data: [String]
  var fits: [String]

  /// A name among known ones; notes a mistake if it is not one of them.
  static func check(
    _ node: ConfigNode, _ kind: String, among known: [String], _ decoder: Decoder
  ) -> String? {
    guard let name = decoder.string(node) else { return nil }
    if known.contains(name) { return name }
    let hint =
      nearest(to: name, among: known).map { "; did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "; none are declared under '\(kind)'" : "; known are \(known.joined(separator: ", "))")
    decoder.fail(node.place, "there is no '\(name)' under '\(kind)'\(hint)")
    return nil
  }
}
