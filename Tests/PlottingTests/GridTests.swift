import Drawing
import Testing

@testable import Plotting

@Suite("Rows and columns of a figure")
struct GridTests {
  private static let typesetter = Result { Typesetter(fonts: try FontSet.find().fonts) }

  private func layout(_ figure: Figure, room: FigureRoom = FigureRoom()) throws -> FigureLayout {
    try figure.laidOut(in: .light, typesetter: Self.typesetter.get(), room: room)
  }

  private func texts(_ figure: Figure, role: String) throws -> [Drawing.Text] {
    var roles: [String] = []
    var found: [Drawing.Text] = []
    for element in try layout(figure).page().elements {
      switch element {
      case .begin(let group): roles.append(group.role)
      case .end: roles.removeLast()
      case .text(let text): if roles.contains(role) { found.append(text) }
      default: break
      }
    }
    return found
  }

  private func panel(
    _ title: String? = nil, label: String? = nil, y: String? = "$y$", to: Double = 1
  ) -> PlanePanel {
    PlanePanel(
      title: title, x: Axis(label: "$x$", domain: .init(from: 0, to: to)),
      y: Axis(label: y, domain: .init(from: 0, to: 1)),
      marks: [
        CurveMark(style: LineStyle(.category(0), label: label, placement: .legend)) { $0 }
      ])
  }

  @Test("titles of a row stand at one height, at their frames; so do frames and legends")
  func heads() throws {
    let figure = Figure(panels: [
      panel("One"), panel("A title that is far too long for one line of so narrow a panel"),
      panel("Three", label: "a curve"),
    ])
    let layout = try layout(figure)
    #expect(Set(layout.frames.map(\.top)).count == 1)
    let titles = try texts(figure, role: "panel-title")
    #expect(titles.count > 3)
    let first = titles.map(\.origin.y).min()!
    #expect(titles.filter { $0.origin.y == first }.count == 3)
    for text in titles { #expect(layout.frames.contains { $0.left == text.origin.x }) }
  }

  @Test("shared axes are named once, and frames take most of the width")
  func shared() throws {
    let figure = Figure(
      panels: (0..<4).map { _ in panel() }, columns: 4, sharesX: true, sharesY: true)
    let layout = try layout(figure)
    #expect(layout.frames.reduce(0) { $0 + $1.width } >= 0.6 * figure.width)
    let numbers = try texts(figure, role: "axis-y")
    #expect(numbers.allSatisfy { $0.origin.x < layout.frames[0].left })
    #expect(try texts(figure, role: "label-y").count == 1)
    // Other values are never passed off as those of a neighbour.
    let mixed = Figure(panels: [panel(to: 1), panel(to: 2)], columns: 1, sharesX: true)
    #expect(try texts(mixed, role: "axis-x").filter { $0.line.plainText == "0.0" }.count == 2)
  }

  @Test("frames are at least 110 points wide, or there are fewer columns")
  func columns() throws {
    for count in 2...9 {
      let layout = try layout(Figure(panels: (0..<count).map { _ in panel() }, columns: count))
      #expect(layout.frames.allSatisfy { $0.width >= 110 })
    }
  }

  @Test("one legend where all would say the same, or where it is asked for")
  func legends() throws {
    let same = Figure(panels: [panel(label: "a"), panel(label: "a")])
    #expect(try texts(same, role: "legend").count == 1)
    let other = Figure(panels: [panel(label: "a"), panel(label: "b")])
    #expect(try texts(other, role: "legend").count == 2)
    var asked = other
    asked.legend = .figure
    let legend = try texts(asked, role: "legend")
    let top = try layout(asked).frames[0].top
    #expect(legend.count == 2 && Set(legend.map(\.origin.y)).count == 1)
    #expect(legend.allSatisfy { $0.origin.y < top })
  }

  @Test("a page is as high as its legend")
  func height() throws {
    let marks = (0..<30).map { i -> any Mark in
      CurveMark(style: LineStyle(.category(i), label: "curve \(i)", placement: .legend)) { $0 }
    }
    for placement in [LegendPlacement.above, .below, .right] {
      let figure = Figure(panels: [PlanePanel(marks: marks, legend: placement)], width: 400)
      let page = try layout(figure).page()
      #expect(PageFaults(page).faults.isEmpty)
    }
  }

  @Test("units of one length along x and y")
  func equal() throws {
    let panel = PlanePanel(
      x: Axis(domain: .init(from: 0, to: 10)), y: Axis(domain: .init(from: 5, to: 0)),
      marks: [CurveMark { $0 }], hasEqualUnits: true)
    let context = PlotContext(theme: .light, typesetter: try Self.typesetter.get())
    for frame in [
      Rect(x: 0, y: 0, width: 300, height: 100), Rect(x: 0, y: 0, width: 100, height: 300),
    ] {
      let plane = try panel.plane(in: frame, context: context)
      let across = abs(plane.px(1) - plane.px(0))
      #expect(abs(across - abs(plane.py(1) - plane.py(0))) < 1e-9)
      #expect(plane.x.low <= 0 && plane.x.high >= 10 && plane.y.upper < plane.y.lower)
    }
    let frame = try layout(Figure(panels: [panel])).frames[0]
    #expect(abs(frame.width / frame.height - 2) < 0.02)
    var bent = panel
    bent.x.scale = .symlog(threshold: 1)
    #expect(throws: PlotError.self) { try layout(Figure(panels: [bent])) }
  }

  @Test("labels leave room for leaders where those of another frame have them")
  func still() throws {
    func figure(_ gap: Double) -> Figure {
      Figure(panels: [
        PlanePanel(
          x: Axis(domain: .init(from: 0, to: 1)), y: Axis(domain: .init(from: 0, to: 1)),
          marks: [0.5, 0.5 + gap].map { y in
            CurveMark(style: LineStyle(label: "line")) { _ in y }
          })
      ])
    }
    let crowded = try layout(figure(0.01)).room
    let apart = try layout(figure(0.4)).room
    #expect(crowded.hasLeaders && !apart.hasLeaders)
    func places(_ gap: Double) throws -> [Double] {
      try layout(figure(gap), room: crowded).page().elements.texts
        .filter { $0.line.plainText == "line" }.map(\.origin.x)
    }
    #expect(try places(0.01) == places(0.4))
  }

  @Test("colours run over what is shown, with an arrow only where values are cut")
  func colors() throws {
    func scale(_ choice: ColorChoice, _ values: [Double]) throws -> ColorScale {
      try choice.scale(for: values)
    }
    let shown = try scale(.shown(.viridis), [0, 3, 12])
    #expect(shown.scale.low == 0 && shown.scale.high == 12)
    #expect(!shown.extendsBelow && !shown.extendsAbove)
    let domain = ColorChoice.over(.viridis, try Scale(.linear, from: 1, to: 20))
    let cut = try scale(domain, [0, 3, 12])
    #expect(cut.extendsBelow && !cut.extendsAbove)
    let log = try scale(.shown(.viridis, .log), [0, 1e-3, 1, .nan])
    #expect(log.scale.low == 1e-3 && log.scale.high == 1 && log.extendsBelow)
    let open = try scale(.shown(.viridis), (0...100).map(Double.init) + [.infinity])
    #expect(open.scale.high < 100 && open.extendsAbove && !open.extendsBelow)
  }
}
