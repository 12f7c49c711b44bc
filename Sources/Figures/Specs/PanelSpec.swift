import Config
import Plotting

/// A panel as a config declares it.
struct PanelSpec: Sendable {
  var title: String?
  var x: Axis
  var y: Axis
  var z: Axis?
  var legend: LegendPlacement
  var camera: Camera
  var marks: [any MarkSpec]
  /// Where the panel and its marks are declared.
  var place: ConfigNode.Place
  var places: [ConfigNode.Place] = []

  init?(_ node: ConfigNode, _ decoder: Decoder, _ scope: Scope) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    place = node.place
    title = fields.markup("title")
    x = AxisSpec.axis(fields.fields("x"))
    y = AxisSpec.axis(fields.fields("y"))
    z = fields.fields("z").map { AxisSpec.axis($0) }
    switch fields.choice("legend") {
    case "none": legend = .none
    case "below": legend = .below
    case "right": legend = .right
    default: legend = .above
    }
    camera = CameraSpec.camera(fields.fields("camera"))
    marks = []
    guard let list = fields.value("marks") else { return }
    for item in decoder.list(list) {
      if let mark = MarkKind.decode(item, decoder, scope) {
        marks.append(mark)
        places.append(item.place)
      }
    }
    let surfaces = marks.count { $0 is SurfaceSpec }
    if surfaces > 0, surfaces < marks.count {
      decoder.fail(list.place, "surfaces do not go with flat marks in one panel; give each its own")
    }
    if surfaces == 0, !marks.isEmpty, let z = fields.value("z") {
      decoder.fail(z.place, "only a panel of surfaces has a z axis")
    }
  }

  static let spec = ObjectSpec(
    "a panel", "A frame with axes and marks.",
    [
      .init("title", .markup, "The line above the panel."),
      .init("x", .object { AxisSpec.spec }, "The horizontal axis."),
      .init("y", .object { AxisSpec.spec }, "The vertical axis; the depth of a surface."),
      .init("z", .object { AxisSpec.spec }, "The height of a surface."),
      .init(
        "legend", .choice(["above", "below", "right", "none"]),
        "Where the legend stands. It never covers data.", default: "above"),
      .init("camera", .object { CameraSpec.spec }, "Where a surface is seen from."),
      .init(
        "marks", .list(.oneOf { MarkKind.all.map(\.spec) }), "The marks, from back to front.",
        required: true),
    ])
}
