import Config
import Plotting

/// A panel as a config declares it.
struct PanelSpec: Sendable {
  var title: Template?
  var x: AxisSpec
  var y: AxisSpec
  var z: AxisSpec?
  var legend: LegendPlacement
  var camera: CameraSpec
  var marks: [any MarkSpec]
  /// Where the panel and its marks are declared.
  var place: ConfigNode.Place
  private var places: [ConfigNode.Place] = []

  /// A panel of a plot, and where in the config each of its marks comes from.
  struct Made {
    var panel: any Panel
    var places: [ConfigNode.Place]
  }

  /// Whether its marks decide what an axis shows.
  var hasOpenAxes: Bool {
    !marks.contains(where: \.isSolid) && (x.domain == nil || y.domain == nil)
  }

  /// The panel at a moment.
  /// - Throws: every mistake of its parts.
  func made(
    at moment: Moment, _ text: ConfigText, hasEqualUnits: Bool
  ) throws(ConfigError) -> Made {
    let names = moment.names
    var mistakes = Mistakes()
    let title = mistakes.taking { () throws(ConfigError) in try self.title?.text(in: names) } ?? nil
    let x = mistakes.taking { () throws(ConfigError) in try self.x.axis(in: names) }
    let y = mistakes.taking { () throws(ConfigError) in try self.y.axis(in: names) }
    let z = mistakes.taking { () throws(ConfigError) in try (self.z ?? AxisSpec()).axis(in: names) }
    let camera = mistakes.taking { () throws(ConfigError) in try self.camera.camera(in: names) }
    var plane: [any Mark] = []
    var solids: [any SpaceMark] = []
    var origins: [ConfigNode.Place] = []
    for (spec, place) in zip(marks, places) {
      mistakes.taking { () throws(ConfigError) in
        if let domain = x?.domain, let fault = spec.fault(from: domain.from, to: domain.to) {
          throw text.error(place, fault)
        }
        let made: [any Mark]
        do {
          made = try spec.marks(at: moment)
          solids += try spec.solids(at: moment)
        } catch let error as ConfigError {
          throw error
        } catch {
          throw text.error(place, "\(error)")
        }
        for mark in made {
          plane.append(mark)
          origins.append(place)
        }
      }
    }
    guard mistakes.isEmpty, let x, let y, let z, let camera else { throw mistakes.error }
    if !solids.isEmpty {
      return Made(
        panel: SpacePanel(title: title, x: x, y: y, z: z, marks: solids, camera: camera),
        places: places)
    }
    return Made(
      panel: PlanePanel(
        title: title, x: x, y: y, marks: plane, legend: legend, hasEqualUnits: hasEqualUnits),
      places: origins)
  }

  init?(_ node: ConfigNode, _ decoder: Decoder, _ scope: Scope) {
    guard let fields = decoder.fields(node, Self.spec) else { return nil }
    place = node.place
    title = fields.markup("title")
    x = fields.fields("x").map(AxisSpec.init) ?? AxisSpec()
    y = fields.fields("y").map(AxisSpec.init) ?? AxisSpec()
    z = fields.fields("z").map(AxisSpec.init)
    switch fields.choice("legend") {
    case "none": legend = .none
    case "below": legend = .below
    case "right": legend = .right
    default: legend = .above
    }
    camera = CameraSpec(fields.fields("camera"))
    marks = []
    guard let list = fields.value("marks") else { return }
    let items = decoder.list(list)
    for item in items {
      if let mark = MarkKind.decode(item, decoder, scope) {
        marks.append(mark)
        places.append(item.place)
      }
    }
    let solids = marks.count(where: \.isSolid)
    if solids > 0, solids < marks.count {
      decoder.fail(list.place, "surfaces do not go with flat marks in one panel; give each its own")
    }
    if solids > 0 {
      fields.refuse("legend", because: "surfaces have none")
    } else if marks.count == items.count {
      fields.refuse("z", "camera", because: "only a panel of surfaces has them")
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
