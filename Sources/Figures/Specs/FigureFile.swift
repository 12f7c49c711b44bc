import Config
import Drawing
import Fitting
import SVGWriter

/// A config decoded and checked: everything that `figures.yaml` says.
public struct FigureFile: Sendable {
  /// A form in which a picture is written.
  public typealias Format = PictureFormat

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

  var data: [String: DataSpec] = [:]
  var fits: [String: FitSpec] = [:]
  /// What it was read from.
  let source: ConfigText
  /// The names that it defines.
  let names: Names

  /// The tables that the config reads, in alphabetical order: paths from where the program runs.
  public var dataFiles: [String] {
    let paths = data.values.flatMap(\.source.files).map { FilePath.resolve($0, beside: path) }
    return Set(paths).sorted()
  }

  /// Decodes a config.
  /// - Parameters:
  ///   - bytes: the YAML text.
  ///   - path: the file's name, for messages and for finding data beside it.
  /// - Throws: `ConfigError` with every mistake of the file.
  public init(_ bytes: [UInt8], path: String) throws {
    let decoded = try Self.decoded(bytes, path: path)
    guard decoded.diagnostics.isEmpty else { throw ConfigError(decoded.diagnostics) }
    self = decoded.file
  }

  /// As much of a config as can be decoded, and what cannot.
  /// - Throws: `ConfigError` for what is no config at all.
  static func decoded(_ bytes: [UInt8], path: String) throws -> (
    file: FigureFile, diagnostics: [Diagnostic]
  ) {
    let document = try YAMLReader.read(bytes, file: path)
    let decoder = Decoder(
      source: ConfigText(file: path, lines: document.lines), diagnostics: document.diagnostics,
      rules: .markup)
    guard let fields = decoder.fields(document.root, Self.spec) else {
      throw ConfigError(decoder.diagnostics)
    }
    let file = FigureFile(fields, path: path)
    if file.figures.isEmpty, decoder.diagnostics.isEmpty {
      decoder.fail(
        fields.place, "the file declares no figures; `rho new` writes one to start from")
    }
    return (file, decoder.diagnostics)
  }

  private init(_ fields: Fields, path: String) {
    let decoder = fields.decoder
    self.path = path
    source = decoder.source
    Self.define(fields)
    names = decoder.names
    output = fields.orDefault { $0.string("output") }
    formats = Self.formats(fields)
    scale = fields.orDefault { $0.constant("scale", .between(0.05, 64)) }
    theme = fields.orDefault { $0.choice("theme", as: ThemeChoice.self) }
    text = fields.orDefault { $0.choice("text", as: SVGWriter.TextMode.self) }
    fonts = fields.fields("fonts").map { Self.fonts($0, beside: path) } ?? FontSet.Request()
    figures = []

    // What each part says, with all that it refers to, so that a picture is drawn again only if
    // something that it depends on has changed.
    var said = Said()
    var scope = Scope()
    let dataNodes = fields.named("data")
    scope.data = KnownNames(dataNodes.map(\.name))
    for (name, _, node) in dataNodes {
      decoder.uses = Uses()
      let spec = DataSpec(node, decoder)
      data[name] = spec
      if spec?.outlier != nil { scope.withOutliers.insert(name) }
      said.data[name] = node.canonical + said.names(decoder)
    }
    let fitNodes = fields.named("fits")
    scope.fits = KnownNames(fitNodes.map(\.name))
    var owners: [String: String] = [:]
    for (name, key, node) in fitNodes {
      decoder.uses = Uses()
      let spec = FitSpec(node, decoder, data: scope.data)
      fits[name] = spec
      // What is wrong with a fit is not told again where its results are used.
      let parameters = (spec?.model ?? LineModel()).parameterNames
      scope.parameters[name] = parameters
      if spec?.inputs != nil { scope.withoutCurve.insert(name) }
      said.fits[name] = node.canonical + said.names(decoder) + said.data(of: decoder.uses)
      for result in FitResults.names(of: name, parameters: parameters) {
        if let other = owners[result] ?? (names.values[result] != nil ? result : nil) {
          decoder.fail(
            key.place,
            "'\(result)' would be what the fit '\(name)' finds, and is '\(other)' already; name "
              + "one of them otherwise")
          break
        }
        owners[result] = name
      }
    }
    for name in owners.keys { decoder.names.promise(name) }
    var paths = OutputPaths()
    for (name, key, node) in fields.named("figures") {
      decoder.uses = Uses()
      if let remedy = Self.remedy(forFileName: name) {
        decoder.fail(key.place, "a figure's name becomes a file's: \(remedy)")
      }
      guard var figure = FigureSpec(name, node, decoder, scope) else { continue }
      if let clash = paths.add(figure, at: key.place) { decoder.fail(key.place, clash) }
      figure.results = Set(decoder.uses.names.compactMap { owners[$0] })
      let shown = decoder.uses.references["fits", default: []].union(figure.results)
      decoder.uses.references["fits"] = shown
      figure.fits = shown
      figure.data = decoder.uses.references["data", default: []].union(
        shown.compactMap { fits[$0]?.data })
      figure.canonical += said.names(decoder) + said.all(of: decoder.uses)
      figure.moving = decoder.uses
      figures.append(figure)
    }
  }

  /// Data and fits, read and computed as far as that goes.
  /// - Parameter figures: whose data and fits these are, as both may take long; all of the config if nil.
  func evaluation(for figures: [FigureSpec]? = nil) -> Evaluation {
    guard let figures else { return Evaluation(data: data, fits: fits, source) }
    let usedData = figures.reduce(into: Set()) { $0.formUnion($1.data) }
    let usedFits = figures.reduce(into: Set()) { $0.formUnion($1.fits) }
    return Evaluation(
      data: data.filter { usedData.contains($0.key) },
      fits: fits.filter { usedFits.contains($0.key) }, source)
  }

  /// The moment of a figure's still picture, if it does not move.
  func still(_ figure: FigureSpec, _ evaluation: Evaluation) throws(FigureError) -> Moment {
    try Moment(evaluation, names: names, results: figure.results)
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
      decoder.names.define(name, decoder.constant(node, of: name) ?? 1)
    }
  }

  /// The faces; a path that holds no font is a mistake of the config.
  private static func fonts(_ fields: Fields, beside config: String) -> FontSet.Request {
    func face(_ key: String) -> String? {
      guard let name = fields.string(key) else { return nil }
      if name.contains("/") {
        do throws(FontError) {
          _ = try FontFace(path: FilePath.resolve(name, beside: config))
        } catch {
          fields.fail(key, error.message)
        }
      }
      return name
    }
    return FontSet.Request(
      text: face("text"), bold: face("bold"), math: face("math"), mathItalic: face("math-italic"))
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

  /// The longest name of a figure, in bytes: what is appended has room in a file's name of 255.
  private static let longestName = 100

  /// What makes a file's name of a figure's; nil if it is one.
  private static func remedy(forFileName name: String) -> String? {
    if name.utf8.count > longestName {
      return "use at most \(longestName) bytes, not \(name.utf8.count)"
    }
    if name.hasPrefix(".") || name.hasPrefix("-") {
      return "begin it with a letter or a digit, not '\(name)'"
    }
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
    }
    return isPlain && !name.isEmpty
      ? nil : "use letters, digits, '-', '_' and '.', not '\(name)'"
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

  func data(of uses: Uses) -> String { Self.text(uses.references["data"], data) }

  func all(of uses: Uses) -> String { data(of: uses) + Self.text(uses.references["fits"], fits) }

  private static func text(_ names: Set<String>?, _ said: [String: String]) -> String {
    (names ?? []).sorted().map { "\n\($0):\(said[$0] ?? "")" }.joined()
  }
}
