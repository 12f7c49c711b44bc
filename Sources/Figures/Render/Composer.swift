import Drawing
import Plotting

/// Composes a figure of a plot from what a config says and what was computed: the only place where
/// numbers become marks.
struct Composer {
  let evaluation: Evaluation
  /// Whether title and caption are drawn.
  var hasWords = true

  func figure(_ spec: FigureSpec) throws -> Figure {
    Figure(
      name: spec.name, title: hasWords ? spec.title : nil, caption: hasWords ? spec.caption : nil,
      alternativeText: spec.alternativeText, panels: try spec.panels.map(panel),
      columns: spec.columns, width: spec.width, height: spec.height, aspect: spec.aspect,
      sharesX: spec.sharesX, sharesY: spec.sharesY)
  }

  private func panel(_ spec: PanelSpec) throws -> any Panel {
    let surfaces = spec.marks.compactMap { ($0 as? SurfaceSpec)?.mark }
    if !surfaces.isEmpty {
      return SpacePanel(
        title: spec.title, x: spec.x, y: spec.y, z: spec.z ?? Axis(), marks: surfaces,
        camera: spec.camera)
    }
    let marks = try spec.marks.flatMap { try $0.marks(in: evaluation) }
    return PlanePanel(
      title: spec.title, x: spec.x, y: spec.y, marks: Self.contrasting(marks),
      legend: spec.legend)
  }

  /// Contours over a heatmap take its colours, so that each line stands out from what lies beneath.
  private static func contrasting(_ marks: [any Mark]) -> [any Mark] {
    var beneath: ColorScale?
    return marks.map { mark in
      if let heatmap = mark as? HeatmapMark { beneath = heatmap.colors }
      guard var contours = mark as? ContourMark, contours.beneath == nil else { return mark }
      contours.beneath = beneath
      return contours
    }
  }
}
