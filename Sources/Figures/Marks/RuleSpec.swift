import Config
import Plotting

/// Straight lines across the frame.
struct RuleSpec: MarkSpec {
  var x: [Number]
  var y: [Number]
  var labels: [Template]
  var style: StyleSpec

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    return [
      RuleMark(
        x: try x.values(in: names), y: try y.values(in: names),
        labels: try labels.texts(in: names), style: try style.style(in: names))
    ]
  }

  static let kind = MarkKind(
    "rule",
    ObjectSpec(
      "a rule mark", "Straight lines across the frame at given values.",
      [
        .init("rule", .object { inner }, "At which values.", required: true),
        .init(
          "labels", .list(.markup),
          "Names for the lines at values of y, in their order, then for those at values of x."),
        StyleSpec.color, StyleSpec.width, StyleSpec.dash, StyleSpec.opacity,
      ])
  ) { fields, _ in
    let style = StyleSpec(
      paint: fields.paint(else: .muted), width: fields.width(),
      dash: fields.dash(else: [3, 3]),
      opacity: fields.share("opacity"), label: nil, placement: .end)
    let labels = fields.markups("labels") ?? []
    guard let inner = fields.fields("rule") else { return nil }
    let (x, y) = (inner.numbers("x") ?? [], inner.numbers("y") ?? [])
    let lists = ["x", "y"].compactMap { inner.value($0) }.map { fields.decoder.list($0) }
    if lists.allSatisfy(\.isEmpty) {
      fields.fail("rule", "a rule needs values of x or of y, such as {y: [0, 1]}")
    }
    if labels.count > y.count + x.count {
      fields.fail("labels", "\(labels.count) labels for \(counted(y.count + x.count, "line"))")
    }
    return RuleSpec(x: x, y: y, labels: labels, style: style)
  }

  private static let inner = ObjectSpec(
    "a rule", "Values at which lines stand.",
    [
      .init("x", .list(.number), "Values of x: upright lines."),
      .init("y", .list(.number), "Values of y: flat lines."),
    ])
}
