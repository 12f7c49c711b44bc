import Config

extension MarkKind {
  /// The marks that a config may have.
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
