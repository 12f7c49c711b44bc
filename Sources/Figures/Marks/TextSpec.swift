import Config
import Drawing
import Plotting

/// A note at a place.
struct TextSpec: MarkSpec {
  var text: Template
  var at: (Number, Number)
  var anchor: TextMark.Anchor
  var offset: (Number, Number)?
  var paint: Paint
  var size: Number?

  func marks(at moment: Moment) throws -> [any Mark] {
    let names = moment.names
    return [
      TextMark(
        x: try at.0.value(in: names), y: try at.1.value(in: names), try text.text(in: names),
        anchor: anchor,
        offset: Point(
          try offset?.0.value(in: names) ?? 0, try offset?.1.value(in: names) ?? 0),
        paint: paint, size: try size?.value(in: names))
    ]
  }

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
    let size = fields.number("size", .positive(atMost: 500, "points"))
    let paint = fields.paint(else: .muted)
    let anchor = fields.orDefault { $0.choice("anchor", as: TextMark.Anchor.self) }
    let offset = fields.pair("offset", .between(-20_000, 20_000, "points"))
    let (text, at) = (fields.markup("text"), fields.pair("at"))
    guard let text, let at else { return nil }
    return TextSpec(text: text, at: at, anchor: anchor, offset: offset, paint: paint, size: size)
  }
}
