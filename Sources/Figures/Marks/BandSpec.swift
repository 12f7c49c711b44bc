import Config
import Plotting

/// A shaded strip between two values.
struct BandSpec: MarkSpec {
  var isUpright: Bool
  var ends: (Number, Number)
  var paint: Paint
  var opacity: Number?
  var label: Template?

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    let extent = Extent(try ends.0.value(in: names), try ends.1.value(in: names))
    return [
      BandMark(
        isUpright ? .x(extent) : .y(extent), paint: paint,
        opacity: try opacity?.value(in: names) ?? 0.12, label: try label?.text(in: names))
    ]
  }

  static let kind = MarkKind(
    "band",
    ObjectSpec(
      "a band mark", "A shaded strip between two values of x or of y.",
      [
        .init("band", .object { inner }, "Between which values.", required: true),
        StyleSpec.label, StyleSpec.color, StyleSpec.opacity,
      ])
  ) { fields, _ in
    let (paint, opacity) = (fields.paint(else: .muted), fields.share("opacity"))
    let label = fields.markup("label")
    guard let inner = fields.fields("band") else { return nil }
    guard
      let side = inner.only(["x", "y"], "a band lies along x or along y; write a second band mark")
    else {
      fields.fail("band", "a band needs 'x: [from, to]' or 'y: [from, to]'")
      return nil
    }
    guard let ends = inner.pair(side) else { return nil }
    return BandSpec(
      isUpright: side == "x", ends: ends, paint: paint, opacity: opacity, label: label)
  }

  private static let inner = ObjectSpec(
    "a band", "Two values of x, or two of y.",
    [
      .init("x", .pair(.number), "From and to, along x."),
      .init("y", .pair(.number), "From and to, along y."),
    ])
}
