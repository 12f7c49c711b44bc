import Drawing
import Testing

@testable import Plotting

@Suite("Colours that everybody can tell apart")
struct PaletteTests {
  private static let themes = [Theme.light, .dark]
  private static let shapes: [Double] = [2, 1.5, 1, 0, -2, -.infinity]

  @Test("the distance of colours is CIEDE2000's")
  func referee() {
    // From the table of Sharma, Wu and Dalal.
    let pairs: [((Double, Double, Double), (Double, Double, Double), Double)] = [
      ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
      ((50, 2.5, 0), (50, 0, -2.5), 4.3065), ((50, 2.5, 0), (73, 25, -18), 27.1492),
      ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
      ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ]
    for (a, b, expected) in pairs {
      #expect(abs(ColorVision.distance(lab: a, b) - expected) < 1e-4)
    }
  }

  @Test("neighbouring shapes differ for every reader, and in grey", arguments: themes)
  func ramp(theme: Theme) {
    let colors = Self.shapes.map { Paint.shape($0).color(in: theme) }
    for (a, b) in zip(colors, colors.dropFirst()) {
      for eye in [ColorVision.normal, .protan, .deutan] { #expect(eye.distance(a, b) >= 10) }
      #expect(ColorVision.grey.distance(a, b) >= 8)
    }
    let lightness = ([.infinity, 8, 4, 3, 2.5] + Self.shapes).map {
      ColorVision.lightness(Paint.shape($0).color(in: theme))
    }
    let isLight = theme.name == "light"
    for (a, b) in zip(lightness, lightness.dropFirst()) { #expect(isLight ? a > b : a < b) }
  }

  @Test("a shape has one colour wherever it stands in a family")
  func bound() {
    #expect(Paint.shape(1).color(in: .light) != Paint.shape(0).color(in: .light))
    // Between two stops a colour is mixed on the α scale.
    let between = Paint.shape(0.5).color(in: .light)
    #expect(between != Paint.shape(1).color(in: .light))
    #expect(between != Paint.shape(0).color(in: .light))
    #expect(Paint.shape(-1e9).color(in: .light) == Paint.shape(-.infinity).color(in: .light))
  }

  @Test("any two categories differ for every reader, and in grey", arguments: themes)
  func categories(theme: Theme) {
    let colors = theme.palette + [theme.alert]
    for i in colors.indices {
      for j in colors.indices where j > i {
        for eye in [ColorVision.normal, .protan, .deutan] {
          #expect(eye.distance(colors[i], colors[j]) >= 10, "\(theme.name) \(i) \(j)")
        }
        if j < theme.palette.count {
          #expect(ColorVision.grey.distance(colors[i], colors[j]) >= 8, "\(theme.name) \(i) \(j)")
        }
      }
      #expect(colors[i].contrast(with: theme.background) >= 3)
    }
  }

  @Test("text has a contrast of 4.5 in whatever colour", arguments: themes)
  func text(theme: Theme) {
    var paints: [Paint] = Self.shapes.map { .shape($0) } + [.shape(.infinity), .shape(0.3)]
    paints += theme.palette.indices.map { .category($0) } + [.alert, .muted, .foreground]
    paints += [.fixed(.white), .fixed(.black), .fixed(Color(hex: 0xFFFF00))]
    for paint in paints {
      #expect(paint.textColor(in: theme).contrast(with: theme.background) >= 4.5)
    }
  }

  @Test("marks that leave it open get looks that no other has")
  func outfits() {
    let line = { (paint: Paint) in CurveMark(style: LineStyle(paint)) { $0 } as any Mark }
    let panel = PlanePanel(
      marks: [PointsMark(x: [0], y: [0]), line(.category(0)), line(.next), line(.alert)]
        + (0..<12).map { _ in line(.next) })
    let looks = panel.marks.map { mark -> String in
      if let points = mark as? PointsMark { return "\(points.paint) \(points.symbol)" }
      let style = (mark as! CurveMark).style
      return "\(style.paint.color(in: .light)) \(style.dash)"
    }
    #expect(Set(looks).count == looks.count)
    #expect((panel.marks[0] as? PointsMark)?.paint == .category(1))
    #expect((panel.marks[2] as? CurveMark)?.style.paint == .category(2))
  }
}
