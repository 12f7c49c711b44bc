import Drawing

@testable import Plotting

/// Figures that a config could ask for, drawn by lot from a seed: 1 to 9 panels with every kind of mark.
struct RandomFigures {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  /// SplitMix64 (G. Steele et al., 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  private mutating func real(_ a: Double, _ b: Double) -> Double { a + (b - a) * unit() }
  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
  private mutating func chance(_ p: Double) -> Bool { unit() < p }
  private mutating func pick<T>(_ list: [T]) -> T { list[int(0...(list.count - 1))] }

  private static let words = [
    "residual", "weight", "the", "least-squares", "line", "of", "all", "observations",
    "$\\alpha = 1$",
    "$\\rho(x, \\alpha, c)$", "measured", "in", "$\\frac{a}{b}$", "telephone", "calls", "per",
    "year",
    "$x$", "standard", "deviation", "Interferometer", "$10^{7}$", "adaptive",
  ]

  private mutating func text(_ most: Int) -> String {
    (0..<int(1...most)).map { _ in pick(Self.words) }.joined(separator: " ")
  }

  private mutating func maybe(_ p: Double, _ most: Int) -> String? { chance(p) ? text(most) : nil }

  /// The next figure.
  mutating func figure() -> Figure {
    let count = chance(0.5) ? int(1...3) : int(4...9)
    return Figure(
      title: maybe(0.7, 14), caption: maybe(0.5, 40), panels: (0..<count).map { _ in panel() },
      columns: chance(0.5) ? int(1...4) : nil, width: pick([360, 420, 560, 640, 800, 800, 1000]),
      height: nil, aspect: pick([0.9, 1.3, 1.3, 1.5, 2]), sharesX: chance(0.25),
      sharesY: chance(0.25), legend: pick([.automatic, .automatic, .figure, .panels]))
  }

  private mutating func panel() -> any Panel {
    if chance(0.08) {
      return SpacePanel(
        title: maybe(0.6, 6), x: Axis(label: "$x$", domain: .init(from: -6.6, to: 6.6)),
        y: Axis(label: "$\\alpha$", domain: .init(from: -.infinity, to: 2), scale: .shape),
        z: Axis(label: "$\\rho$", domain: .init(from: 0, to: 6)),
        marks: [SurfaceMark(Field { x, a in x * x / (3 + max(a, -9)) }, hasColorBar: chance(0.5))],
        camera: Camera(azimuth: real(-3, 3), elevation: real(0.1, 1.2)))
    }
    let kind = int(0...5)
    let x = axis(kind == 1 ? .log : .linear)
    let y = axis(kind <= 1 ? pick([.linear, .log]) : .linear)
    var marks: [any Mark] = []
    if kind == 5 {
      let field = Field { a, b in a * a - b * b * 0.5 + 0.2 * a * b }
      let map = pick(ColorMap.allCases)
      if chance(0.7) {
        marks.append(
          HeatmapMark(
            field, colors: .shown(map), label: maybe(0.4, 3), hasColorBar: chance(0.8),
            resolution: 0.05))
      }
      if chance(0.6) { marks.append(ContourMark(field, levels: [-40, -10, -2, 0, 1, 4, 12, 40])) }
    }
    for _ in 0..<int(1...4) { marks.append(mark()) }
    if chance(0.15) { marks += family() }
    return PlanePanel(
      title: maybe(0.6, 8), x: x, y: y, marks: marks,
      legend: pick([.above, .above, .above, .below, .right]))
  }

  private mutating func axis(_ scale: Scale.Kind) -> Axis {
    let size = pick([1e-9, 1e-3, 1, 1, 1, 1, 100, 1e7])
    let low = scale == .log ? size : pick([0, -size, -6 * size])
    var domain: Axis.Domain? = .init(
      from: low, to: size * pick([1, 6, 12, 1000]) + (low == size ? size : 0))
    if chance(0.1), let d = domain { domain = .init(from: d.to, to: d.from) }
    return Axis(
      label: maybe(0.8, 4), domain: domain, scale: scale,
      unit: chance(0.15) ? TickUnit(value: size, symbol: "c") : nil)
  }

  /// Marks lie in 0…1 of the axis by their own scales; what lies beyond is cut.
  private mutating func mark() -> any Mark {
    let size = pick([1e-3, 1, 1, 5, 100])
    switch int(0...6) {
    case 0:
      let (a, b) = (real(-2, 2), real(-1, 1) * size)
      return CurveMark(style: style()) { a * $0 + b }
    case 1:
      let n = int(3...40)
      let xs = (0..<n).map { Double($0) / Double(n) * size }
      return LineMark(x: xs, y: xs.map { _ in real(0, size) }, style: style())
    case 2:
      let n = int(1...60)
      return PointsMark(
        x: (0..<n).map { _ in real(0, size) }, y: (0..<n).map { _ in real(0, size) },
        symbol: pick(PointSymbol.allCases), label: maybe(0.6, 4))
    case 3:
      let flat = (0..<int(0...3)).map { _ in real(0, size) }
      let upright = (0..<int(0...3)).map { _ in real(0, size) }
      return RuleMark(x: upright, y: flat, labels: (flat + upright).map { _ in text(2) })
    case 4:
      let (a, b) = (real(0, size), real(0, size))
      return BandMark(
        chance(0.5) ? .x(Extent(a, b)) : .y(Extent(a, b)), label: maybe(0.7, 2))
    case 5:
      return TextMark(
        x: real(0, size), y: real(0, size), text(4),
        anchor: pick(TextMark.Anchor.allCases), size: chance(0.2) ? real(9, 18) : nil)
    default:
      let a = real(0.2, 3)
      return CurveMark(style: style()) { $0 * $0 * a }
    }
  }

  private mutating func family() -> [any Mark] {
    let n = int(2...8)
    return (1...n).map { i in
      CurveMark(
        style: LineStyle(
          .shape(2 - Double(i)), label: "$\\alpha = \(2 - i)$",
          placement: i % 5 == 4 ? .legend : .end)
      ) { $0 * $0 / Double(i) }
    }
  }

  private mutating func style() -> LineStyle {
    LineStyle(
      pick([.next, .next, .muted, .alert, .foreground]), label: maybe(0.7, 3),
      placement: pick([.end, .end, .legend]))
  }
}
