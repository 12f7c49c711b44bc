import Config
import Plotting

/// Straight lines across the frame.
struct RuleSpec: MarkSpec {
  var mark: RuleMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [mark] }

  static let kind = MarkKind(
    "rule",
    ObjectSpec(
      "a rule mark", "Straight lines across the frame at given values.",
      [
        .init("rule", .object { inner }, "At which values.", required: true),
        .init("labels", .list(.markup), "Names for the lines at values of y, in their order."),
        StyleSpec.color, StyleSpec.width, StyleSpec.dash, StyleSpec.opacity,
      ])
  ) { fields, _ in
    let style = LineStyle(
      fields.paint(else: .muted), width: fields.width(), dash: fields.dashes() ?? [3, 3],
      opacity: fields.share("opacity") ?? 1)
    guard let inner = fields.fields("rule") else { return nil }
    return RuleSpec(
      mark: RuleMark(
        x: inner.numbers("x") ?? [], y: inner.numbers("y") ?? [],
        labels: fields.markups("labels") ?? [], style: style))
  }

  private static let inner = ObjectSpec(
    "a rule", "Values at which lines stand.",
    [
      .init("x", .list(.number), "Values of x: upright lines."),
      .init("y", .list(.number), "Values of y: flat lines."),
    ])
}
