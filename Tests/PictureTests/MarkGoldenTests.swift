import Drawing
import Plotting
import TestSupport
import Testing

/// One small picture for each mark, guide and scale.
@Suite("Golden pictures of the marks")
struct MarkGoldenTests {
  private static let unit = Axis(domain: .init(from: 0, to: 1))

  private static func plane(
    _ marks: [any Mark], x: Axis = unit, y: Axis = unit, legend: LegendPlacement = .above
  ) -> PlanePanel { PlanePanel(x: x, y: y, marks: marks, legend: legend) }

  private static func sine(_ style: LineStyle) -> CurveMark {
    CurveMark(style: style) { x in 0.5 + 0.45 * (x * 2 - 1) * (3 - 4 * (x * 2 - 1) * (x * 2 - 1)) }
  }

  private static let saddle = Field { x, y in (x - 0.5) * (x - 0.5) - (y - 0.5) * (y - 0.5) }

  /// The cases: a name, and a panel to draw.
  private static let cases: [(String, @Sendable () throws -> any Panel)] = [
    (
      "mark-curve",
      {
        plane([
          sine(LineStyle(.category(0), label: "solid")),
          CurveMark(style: LineStyle(.category(1), dash: LineStyle.dash(1), label: "pole")) {
            0.05 / ($0 - 0.5) + 0.5
          },
        ])
      }
    ),
    (
      "mark-line",
      {
        plane([
          LineMark(
            x: [0, 0.2, 0.4, 0.6, 0.8, 1], y: [0.1, 0.9, 0.3, .nan, 0.2, 0.7],
            style: LineStyle(.category(2), width: 3, label: "broken", placement: .legend))
        ])
      }
    ),
    (
      "mark-points",
      {
        plane(
          PointSymbol.allCases.enumerated().map { i, symbol in
            PointsMark(
              x: [0.1, 0.4, 0.7, 1], y: Array(repeating: Double(i + 1) / 8, count: 4),
              symbol: symbol, paint: .category(i), size: 9, weights: [0, 0.3, 0.7, 1],
              label: symbol.rawValue)
          }, legend: .right)
      }
    ),
    (
      "mark-rule",
      {
        plane([
          RuleMark(x: [0.25, 0.5], y: [0.2, 0.8], labels: ["$-1/c$", "$1/c$"]),
          RuleMark(y: [0.5], style: LineStyle(.alert, width: 2)),
        ])
      }
    ),
    (
      "mark-band",
      {
        plane([
          BandMark(.x(Extent(0.1, 0.3)), label: "$|x| < c$"),
          BandMark(.y(Extent(0.6, 0.8)), paint: .category(1), label: "band"),
          BandMark(
            .lines(x: [0.3, 0.6, 1], lower: [0, 0.2, 0.1], upper: [0.3, 0.5, 0.4]),
            paint: .category(2), opacity: 0.3, label: "between lines"),
        ])
      }
    ),
    (
      "mark-text",
      {
        plane([
          TextMark(x: 0, y: 0.2, "start", anchor: .start),
          TextMark(x: 0.5, y: 0.5, "$\\frac{|\\alpha - 2|}{\\alpha}$", paint: .alert, size: 18),
          TextMark(x: 1, y: 0.8, "end", anchor: .end, offset: Point(0, 6)),
        ])
      }
    ),
    (
      "mark-heatmap",
      {
        plane([
          HeatmapMark(
            saddle,
            colors: ColorScale(
              scale: try Scale(.linear, from: -0.2, to: 0.2), map: .balance, extendsBelow: true,
              extendsAbove: true))
        ])
      }
    ),
    (
      "mark-contour",
      {
        plane([
          ContourMark(saddle, levels: [-0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2], paint: .foreground)
        ])
      }
    ),
    (
      "mark-surface",
      {
        SpacePanel(
          title: "Saddle", x: Axis(label: "$x$", domain: .init(from: 0, to: 1)),
          y: Axis(label: "$y$", domain: .init(from: 0, to: 1)),
          z: Axis(label: "$z$", domain: .init(from: -0.15, to: 0.2)),
          marks: [SurfaceMark(saddle)])
      }
    ),
    (
      "scale-log-symlog",
      {
        plane(
          [CurveMark { $0 * $0 }], x: Axis(domain: .init(from: 0.01, to: 1000), scale: .log),
          y: Axis(domain: .init(from: -1000, to: 1e6), scale: .symlog(threshold: 1)))
      }
    ),
    (
      "scale-shape",
      {
        plane(
          [CurveMark { 1 / (1 + ($0 - 2) * ($0 - 2)) }],
          x: Axis(
            label: "$\\alpha$", domain: .init(from: -.infinity, to: .infinity), scale: .shape))
      }
    ),
    (
      "guide-legend",
      {
        plane(
          (0..<6).map { i in
            CurveMark(
              style: LineStyle(
                .category(i), dash: LineStyle.dash(i), label: "curve \(i)", placement: .legend)
            ) { $0 * Double(i + 1) / 6 }
          })
      }
    ),
  ]

  @Test("each is drawn as it was when it was looked at", arguments: cases.indices)
  func mark(i: Int) throws {
    let (name, panel) = Self.cases[i]
    let typesetter = Typesetter(fonts: try FontSet.find().fonts)
    for theme in [Theme.light, .dark] {
      let figure = Figure(panels: [try panel()], width: 320)
      let drawing = try figure.drawing(in: theme, typesetter: typesetter)
      try Golden.expect(drawing, is: theme == .light ? name : name + "-dark")
    }
  }
}
