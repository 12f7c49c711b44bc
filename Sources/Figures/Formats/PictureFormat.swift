import Drawing
import SVGWriter

/// A form in which a picture is written.
///
/// A new one has a file of its own in this folder and a line in `allCases`.
public struct PictureFormat: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// What pages are written with.
  public struct Settings: Sendable {
    /// Pixels per point.
    public var scale = 2.0
    /// How text is written where it can stay text.
    public var text = SVGWriter.TextMode.embedded
    /// How many threads work on a page; the bytes do not depend on it.
    public var threads = 1

    /// The settings of a config that says nothing of them.
    public init() {}
  }

  /// A page as the bytes of a file.
  typealias Encoder = @Sendable (Drawing) throws -> [UInt8]

  /// Its name, which is the ending of its files.
  public let rawValue: String
  /// Whether its pages have pixels, and so a size beyond which nobody can show them.
  let isRaster: Bool
  /// What writes a page.
  let encoder: @Sendable (Settings) -> Encoder
  /// What writes many pages that have much in common.
  let sequenceEncoder: @Sendable (Settings) -> Encoder

  /// All formats, in the order in which the schema names them.
  public static let allCases: [PictureFormat] = [.svg, .png]

  /// Their names, for help: `svg or png`.
  public static var names: String { allCases.map(\.rawValue).joined(separator: " or ") }
  /// Their files' endings, for help: `.svg or .png`.
  public static var endings: String {
    allCases.map { "." + $0.rawValue }.joined(separator: " or ")
  }

  init(
    _ name: String, isRaster: Bool, encoder: @escaping @Sendable (Settings) -> Encoder,
    sequenceEncoder: (@Sendable (Settings) -> Encoder)? = nil
  ) {
    rawValue = name
    self.isRaster = isRaster
    self.encoder = encoder
    self.sequenceEncoder = sequenceEncoder ?? encoder
  }

  /// The format of this name.
  public init?(rawValue: String) {
    guard let format = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = format
  }

  /// The format that a file's ending names.
  public init?(ofFile path: String) {
    guard let format = Self.allCases.first(where: { path.hasSuffix("." + $0.rawValue) }) else {
      return nil
    }
    self = format
  }

  /// A page as the bytes of a file.
  public func bytes(of page: Drawing, _ settings: Settings = Settings()) throws -> [UInt8] {
    try encoder(settings)(page)
  }

  /// The same name is the same format.
  public static func == (a: PictureFormat, b: PictureFormat) -> Bool { a.rawValue == b.rawValue }

  /// The name stands for the format.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
