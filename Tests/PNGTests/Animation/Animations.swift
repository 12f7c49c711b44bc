import Drawing

@testable import PNG
import Rasterizer

/// Animations to try, small enough for builds that do not optimise.
enum Animations {
  /// Numbers that look random and are the same every time.
  struct Noise {
    var state: UInt64
    mutating func next(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
  }

  static let all: [String: [Image]] = [
    "page": page(background: .white), "clear page": page(background: nil),
    "gradient": gradient, "noise": noise(opaque: true), "clear noise": noise(opaque: false),
    "pauses": pauses, "one pixel": onePixel,
    "one frame": [gradient[0]],
  ]

  /// A line that turns, a square that jumps.
  static func page(background: Color?) -> [Image] {
    (0..<7).map { i in
      let t = Double(i)
      let page = Drawing(
        size: Size(width: 60, height: 40), background: background,
        elements: [
          .shape(
            .init(
              Path(polyline: [Point(5, 5 + 4 * t), Point(55, 35 - 3 * t)]),
              stroke: Stroke(Color(hex: 0xCC3333), width: 1.5))),
          .shape(
            .init(
              Path(polyline: [
                Point(40 + t, 2), Point(46 + t, 2), Point(46 + t, 8), Point(40 + t, 8),
              ]),
              fill: Color(hex: 0x3366CC))),
        ])
      return try! Rasterizer(scale: 1).render(page)
    }
  }

  /// Colours that change everywhere by a little, beside a margin that does not.
  static var gradient: [Image] {
    (0..<4).map { i in
      Image(width: 90, height: 80) { x, y in
        x < 6
          ? .white
          : Color(red: UInt8(x + y + i), green: UInt8(2 * x + i), blue: UInt8(3 * y + 2 * i))
      }
    }
  }

  static func noise(opaque: Bool) -> [Image] {
    var noise = Noise(state: 5)
    var pixels = (0..<4 * 13 * 11).map { _ in UInt8(noise.next(256)) }
    return (0..<9).map { _ in
      for _ in 0..<noise.next(30) {
        let p = noise.next(13 * 11)
        for i in 0..<4 { pixels[4 * p + i] = UInt8(noise.next(256)) }
        if noise.next(3) == 0 { for i in 0..<4 { pixels[4 * p + i] = 0 } }
      }
      if opaque { for i in stride(from: 3, to: pixels.count, by: 4) { pixels[i] = 255 } }
      return Image(width: 13, height: 11, pixels: pixels)
    }
  }

  /// Frames in which nothing changes, at the start, between and at the end.
  static var pauses: [Image] {
    let page = page(background: .white)
    return [page[0], page[0], page[1], page[1], page[1], page[2], page[2]]
  }

  static var onePixel: [Image] {
    let clear = Color(red: 0, green: 0, blue: 0, alpha: 0)
    return [Color.white, .black, .black, clear, clear, .white].map { color in
      Image(width: 1, height: 1) { _, _ in color }
    }
  }
}
