import Config
import Plotting

/// A mark as a config declares it, and how it becomes marks of a plot.
protocol MarkSpec: Sendable {
  /// The marks, from back to front.
  func marks(in evaluation: Evaluation) throws -> [any Mark]
}

/// A kind of mark: the key that tells it, what may stand in it, how it is decoded.
///
/// A new mark has a file of its own in this folder and a line in `all`.
struct MarkKind: Sendable {
  var key: String
  var spec: ObjectSpec
  var decode: @Sendable (Fields, Scope) -> (any MarkSpec)?

  init(
    _ key: String, _ spec: ObjectSpec,
    _ decode: @escaping @Sendable (Fields, Scope) -> (any MarkSpec)?
  ) {
    self.key = key
    self.spec = spec
    self.decode = decode
  }

  static let all: [MarkKind] = [
    CurvesSpec.kind, LineSpec.kind, PointsSpec.kind, RuleSpec.kind, BandSpec.kind, TextSpec.kind,
    HeatmapSpec.kind, ContoursSpec.kind, SurfaceSpec.kind,
    SensitivitySpec.kind, TraceSpec.kind, PartitionSpec.kind,
  ]

  static func decode(_ node: ConfigNode, _ decoder: Decoder, _ scope: Scope) -> (any MarkSpec)? {
    guard case .mapping(let pairs) = node.content else {
      decoder.fail(node.place, "expected a mapping for a mark, found \(node.kind)")
      return nil
    }
    let names = pairs.compactMap(\.key.text)
    if let kind = all.first(where: { names.contains($0.key) }) {
      return kind.decode(Fields(decoder: decoder, node: node, spec: kind.spec), scope)
    }
    let known = all.map(\.key)
    let hint = names.lazy.compactMap { name in
      decoder.suggestion(for: name, among: known).map { (name, $0) }
    }.first
    if let (name, meant) = hint, let key = pairs.first(where: { $0.key.text == name })?.key {
      decoder.fail(key.place, "there is no mark '\(name)'; did you mean '\(meant)'?")
    } else {
      decoder.fail(node.place, "a mark needs one of the keys \(known.joined(separator: ", "))")
    }
    return nil
  }
}
