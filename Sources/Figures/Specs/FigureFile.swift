import Config
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
  private let lines: SourceLines
  private let names: Names
  private let scope: Scope

  /// The tables that the config reads, in alphabetical order: paths from where the program runs.
  public var dataFiles: [String] {
    let paths = data.values.compactMap { spec in
      if case .csv(let path) = spec.source {
        FilePath.resolve(path, beside: self.path)
      } else {
        nil
      }
    }
    return Set(paths).sorted()
  }

  /// A mistake at a place in the file.
  func diagnostic(_ place: ConfigNode.Place, _ message: String) -> Diagnostic {
    Diagnostic(
      file: path, line: place.line, column: place.column, length: place.length, message: message,
      source: lines[place.line])
  }

  /// Decodes a config.
  /// - Parameters:
  ///   - bytes: the YAML text.
  ///   - path: the file's name, for messages and for finding data beside it.
  /// - Throws: `ConfigError` with every mistake of the file.
  public init(_ bytes: [UInt8], path: String) throws {
    let document = try YAMLReader.read(bytes, file: path)
    let root = document.root
    let decoder = Decoder(
      file: path, lines: document.lines, diagnostics: document.diagnostics, text: .markup)
    guard let fields = decoder.fields(root, Self.spec) else {
      throw ConfigError(decoder.diagnostics)
    }
    self.path = path
    lines = document.lines
    Self.define(fields)
    names = decoder.names
    output = fields.orDefault { $0.string("output") }
    formats = Self.formats(fields)
    scale = fields.orDefault { $0.positive("scale") }
    if scale > 64 || scale < 0.05 { fields.fail("scale", "'scale' must lie between 0.05 and 64") }
    theme = fields.orDefault { $0.choice("theme", as: ThemeChoice.self) }
    text = fields.orDefault { $0.choice("text", as: SVGWriter.TextMode.self) }
    let faces = fields.fields("fonts")
    fonts = FontSet.Request(
      text: faces?.string("text"), bold: faces?.string("bold"), math: faces?.string("math"),
      mathItalic: faces?.string("math-italic"))

    // What each part says, with all that it refers to, so that a picture is drawn again only if
    // something that it depends on has changed.
    var said = Said()
    data = [:]
    let dataNodes = fields.named("data")
    for (name, _, node) in dataNodes {
      decoder.uses = Uses()
      data[name] = DataSpec(node, decoder)
      said.data[name] = node.canonical + said.names(decoder)
    }
    let fitNodes = fields.named("fits")
    fits = [:]
    let dataNames = KnownNames(dataNodes.map(\.name))
    for (name, _, node) in fitNodes {
      decoder.uses = Uses()
      fits[name] = FitSpec(node, decoder, data: dataNames)
      said.fits[name] = node.canonical + said.names(decoder) + said.data(of: decoder.uses)
    }
    scope = Scope(
      data: dataNames, fits: KnownNames(fitNodes.map(\.name)),
      withoutCurve: Set(fits.filter { $0.value.inputs != nil }.keys))
    decoder.define(FitResults(standIns: fits))
    figures = []
    var names = FigureNames()
    for (name, key, node) in fields.named("figures") {
      decoder.uses = Uses()
      Self.checkName(name, key.place, &names, decoder)
      guard var figure = FigureSpec(name, node, decoder, scope) else { continue }
      figure.canonical += said.names(decoder) + said.all(of: decoder.uses)
      figure.data = decoder.uses.data.union(decoder.uses.fits.compactMap { fits[$0]?.data })
      figure.fits = decoder.uses.fits
      figure.hasResults = decoder.uses.hasResults
      figures.append(figure)
    }
    if figures.isEmpty, decoder.diagnostics.isEmpty {
      decoder.fail(root.place, "the file declares no figures; `rho new` writes one to start from")
    }
    if !decoder.diagnostics.isEmpty { throw ConfigError(decoder.diagnostics) }
  }

  /// A figure with the numbers that one of its frames and its fits have.
  func figure(
    _ spec: FigureSpec, with frame: [String: Double] = [:], _ evaluation: Evaluation
  ) throws -> FigureSpec {
    let decoder = Decoder(file: path, lines: lines, text: .markup)
    decoder.names = names
    decoder.frame = frame
    if spec.hasResults {
      decoder.define(try evaluation.results())
    }
    guard let figure = FigureSpec(spec.name, spec.node, decoder, scope), decoder.diagnostics.isEmpty
    else { throw ConfigError(decoder.diagnostics) }
    return figure
  }

  private static func define(_ fields: Fields) {
    let decoder = fields.decoder
    let pairs = fields.named("define")
    decoder.names.later = Set(pairs.map(\.name))
    for (name, key, node) in pairs {
      guard Names.isFree(name) else {
        decoder.fail(
          key.place,
          "'\(name)' cannot be defined: a name has letters, digits and '_', and is not a constant "
            + "or a function")
        continue
      }
      // A mistake here is told once, not again wherever the name is used.
      decoder.names.define(name, decoder.number(node)?.number ?? 1)
    }
  }

  private static func formats(_ fields: Fields) -> [Format] {
    guard let node = fields.value("formats") else { return [] }
    let names = Format.allCases.map(\.rawValue)
    var result: [Format] = []
    for item in fields.decoder.list(node) {
      if let name = fields.decoder.choice(item, names), let format = Format(rawValue: name),
        !result.contains(format)
      {
        result.append(format)
      }
    }
    if case .list(let nodes) = node.content, nodes.isEmpty {
      fields.fail(
        "formats", "expected one of \(names.joined(separator: ", ")), found an empty list")
    }
    return result
  }

  /// Notes what keeps a figure's name from becoming the name of its files.
  private static func checkName(
    _ name: String, _ place: ConfigNode.Place, _ names: inout FigureNames, _ decoder: Decoder
  ) {
    if !isFileName(name) {
      decoder.fail(
        place,
        "a figure's name becomes a file's: use letters, digits, '-', '_' and '.', not '\(name)'")
    } else if let other = names.sameFile(as: name) {
      decoder.fail(place, "'\(name)' and '\(other)' become the same file where case does not count")
    } else if names.clashesInTheDark(name) {
      decoder.fail(
        place,
        "'\(name)' clashes with a figure whose dark picture has the same name; name it otherwise")
    }
    names.add(name)
  }

  private static func isFileName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100 && !name.hasPrefix(".") && !name.hasPrefix("-")
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
      }
  }

  /// The JSON Schema of a config, with a line break at its end.
  public static var schema: String {
    SchemaWriter.json(of: spec, id: "rho-figures.schema.json", title: "Rho figures")
  }

  static let spec = ObjectSpec(
    "a figures file", "Figures of the general and adaptive robust loss, drawn by `rho render`.",
    [
      .init(
        "output", .string, "The folder that pictures are written to, relative to this file.",
        default: "."),
      .init(
        "formats", .list(.choice(Format.allCases.map(\.rawValue))),
        "The forms in which every picture is written.", default: "svg"),
      .init("scale", .number, "PNG pixels per point.", default: "2"),
      .init(
        "theme", .choice(ThemeChoice.allCases.map(\.rawValue)),
        "The looks: light, dark, or both (name.svg and name-dark.svg).", default: "light"),
      .init(
        "text", .choice(SVGWriter.TextMode.allCases.map(\.rawValue)),
        "How SVG writes text: with embedded fonts, or as outlines for editors that ignore them.",
        default: "embedded"),
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

/// What the parts of a config say, in a canonical form, by name.
private struct Said {
  var data: [String: String] = [:]
  var fits: [String: String] = [:]

  /// The values of the names that were just used.
  func names(_ decoder: Decoder) -> String {
    decoder.uses.names.sorted().map { name in
      "\n\(name)=\((decoder.names.value(of: name) ?? 0).bitPattern)"
    }.joined()
  }

  func data(of uses: Uses) -> String {
    uses.data.sorted().map { "\n\($0):\(data[$0] ?? "")" }.joined()
  }

  func all(of uses: Uses) -> String {
    data(of: uses) + uses.fits.sorted().map { "\n\($0):\(fits[$0] ?? "")" }.joined()
  }
}

/// The names of figures so far.
private struct FigureNames {
  private var names: Set<String> = []
  private var byLowercase: [String: String] = [:]

  mutating func add(_ name: String) {
    names.insert(name)
    byLowercase[name.lowercased()] = name
  }

  func sameFile(as name: String) -> String? { byLowercase[name.lowercased()] }

  /// Whether a figure's dark picture has the name of another's light one.
  func clashesInTheDark(_ name: String) -> Bool {
    names.contains(name + "-dark")
      || name.hasSuffix("-dark") && names.contains(String(name.dropLast(5)))
  }
}

/// Names that may be referred to, in the order of the file.
struct KnownNames: Sendable {
  let inOrder: [String]
  private let all: Set<String>

  init(_ names: [String]) {
    inOrder = names
    all = Set(names)
  }

  func contains(_ name: String) -> Bool { all.contains(name) }
}

/// The names that figures may refer to.
struct Scope: Sendable {
  var data: KnownNames
  var fits: KnownNames
  /// The fits that take other columns than x, and so have no curve over it.
  var withoutCurve: Set<String>

  /// A name among known ones; notes a mistake if it is not one of them.
  static func check(
    _ node: ConfigNode, _ kind: String, among names: KnownNames, _ decoder: Decoder
  ) -> String? {
    guard let name = decoder.string(node) else { return nil }
    if names.contains(name) {
      if kind == "data" { decoder.uses.data.insert(name) } else { decoder.uses.fits.insert(name) }
      return name
    }
    let known = names.inOrder
    let hint =
      decoder.suggestion(for: name, among: known).map { "; did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "; none are declared under '\(kind)'"
        : "; known are \(known.prefix(20).joined(separator: ", "))\(known.count > 20 ? ", …" : "")")
    decoder.fail(node.place, "there is no '\(name)' under '\(kind)'\(hint)")
    return nil
  }
}
