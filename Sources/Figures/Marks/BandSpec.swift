import Config
import Plotting

/// A shaded strip between two values.
struct BandSpec: MarkSpec {
  var mark: BandMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [mark] }

  static let kind = MarkKind(
    "band",
    ObjectSpec(
      "a band mark", "A shaded strip between two values of x or of y.",
      [
        .init("band", .object { inner }, "Between which values.", required: true),
        StyleSpec.label, StyleSpec.color, StyleSpec.opacity,
      ])
  ) { fields, _ in
    guard let inner = fields.fields("band") else { return nil }
    let sides: BandMark.Sides
    if let (a, b) = inner.pair("x") {
      sides = .x(Extent(a.number, b.number))
    } else if let (a, b) = inner.pair("y") {
      sides = .y(Extent(a.number, b.number))
    } else {
      if inner.value("x") == nil, inner.value("y") == nil {
        fields.fail("band", "a band needs 'x: [from, to]' or 'y: [from, to]'")
      }
      return nil
    }
    return BandSpec(
      mark: BandMark(
        sides, paint: fields.paint(else: .muted), opacity: fields.share("opacity") ?? 0.12,
        label: fields.markup("label")))
  }

  private static let inner = ObjectSpec(
    "a band", "Two values of x, or two of y.",
    [
      .init("x", .pair(.number), "From and to, along x."),
      .init("y", .pair(.number), "From and to, along y."),
    ])
}
