import Config
import Drawing
import Plotting

/// A note at a place.
struct TextSpec: MarkSpec {
  var mark: TextMark

  func marks(in evaluation: Evaluation) -> [any Mark] { [mark] }

  static let kind = MarkKind(
    "text",
    ObjectSpec(
      "a text mark", "A note at a place in the frame.",
      [
        .init("text", .markup, "The note.", required: true),
        .init("at", .pair(.number), "Its place: x and y.", required: true),
        .init(
          "anchor", .choice(TextMark.Anchor.allCases.map(\.rawValue)),
          "Which part of the note stands at the place.", default: "middle"),
        .init("offset", .pair(.number), "A shift in points, to the right and down."),
        StyleSpec.color, .init("size", .number, "The size of the text, in points."),
      ])
  ) { fields, _ in
    let size = fields.positive("size")
    if let size, size > 500 { fields.fail("size", "'size' must be at most 500 points") }
    guard let text = fields.markup("text"), let (x, y) = fields.pair("at") else { return nil }
    let offset = fields.pair("offset")
    return TextSpec(
      mark: TextMark(
        x: x.number, y: y.number, text,
        anchor: fields.orDefault { $0.choice("anchor", as: TextMark.Anchor.self) },
        offset: Point(offset?.0.number ?? 0, offset?.1.number ?? 0),
        paint: fields.paint(else: .muted), size: size))
  }
}
