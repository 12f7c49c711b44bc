import Drawing
import Foundation

/// How readers see colours: CIELAB, colour deficiencies, grey, and how far two colours are apart.
enum ColorVision: CaseIterable {
  case normal, protan, deutan, grey

  private typealias Triple = (Double, Double, Double)

  private static func linear(_ color: Color) -> Triple {
    func decode(_ v: UInt8) -> Double {
      let x = Double(v) / 255
      return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
    }
    return (decode(color.red), decode(color.green), decode(color.blue))
  }

  private static func times(_ m: [[Double]], _ c: Triple) -> Triple {
    func row(_ i: Int) -> Double { m[i][0] * c.0 + m[i][1] * c.1 + m[i][2] * c.2 }
    return (row(0), row(1), row(2))
  }

  /// G. Machado, M. Oliveira and L. Fernandes, A Physiologically-based Model for Simulation of Color Vision
  /// Deficiency (2009), severity 1.0.
  private static let protanopia = [
    [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]
  private static let deuteranopia = [
    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
  ]

  /// The CIELAB coordinates of a colour as such a reader sees it (D65).
  private func lab(_ color: Color) -> Triple {
    var c = Self.linear(color)
    func clamp(_ c: Triple) -> Triple {
      (min(max(c.0, 0), 1), min(max(c.1, 0), 1), min(max(c.2, 0), 1))
    }
    switch self {
    case .normal: break
    case .protan: c = clamp(Self.times(Self.protanopia, c))
    case .deutan: c = clamp(Self.times(Self.deuteranopia, c))
    case .grey:
      let y = 0.2126 * c.0 + 0.7152 * c.1 + 0.0722 * c.2
      c = (y, y, y)
    }
    let xyz = Self.times(
      [
        [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
      ], c)
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let (x, y, z) = (f(xyz.0 / 0.95047), f(xyz.1), f(xyz.2 / 1.08883))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// CIEDE2000 (G. Sharma, W. Wu and E. Dalal, 2005).
  func distance(_ first: Color, _ second: Color) -> Double {
    Self.distance(lab(first), lab(second))
  }

  private static func distance(_ p: Triple, _ q: Triple) -> Double {
    func degrees(_ a: Double) -> Double { a * 180 / .pi }
    func radians(_ a: Double) -> Double { a * .pi / 180 }
    func power7(_ c: Double) -> Double { (pow(c, 7) / (pow(c, 7) + pow(25, 7))).squareRoot() }
    let mean = (hypot(p.1, p.2) + hypot(q.1, q.2)) / 2
    let g = 0.5 * (1 - power7(mean))
    let (a1, a2) = ((1 + g) * p.1, (1 + g) * q.1)
    let (c1, c2) = (hypot(a1, p.2), hypot(a2, q.2))
    func hue(_ a: Double, _ b: Double) -> Double {
      let h = degrees(atan2(b, a))
      return h < 0 ? h + 360 : h
    }
    let (h1, h2) = (hue(a1, p.2), hue(a2, q.2))
    var dh = c1 * c2 == 0 ? 0 : h2 - h1
    if dh > 180 { dh -= 360 } else if dh < -180 { dh += 360 }
    let dH = 2 * (c1 * c2).squareRoot() * sin(radians(dh / 2))
    let (l, c) = ((p.0 + q.0) / 2, (c1 + c2) / 2)
    var h = h1 + h2
    if c1 * c2 != 0 {
      h = abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2
    }
    let t =
      1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h))
      + 0.32 * cos(radians(3 * h + 6)) - 0.20 * cos(radians(4 * h - 63))
    let sl = 1 + 0.015 * (l - 50) * (l - 50) / (20 + (l - 50) * (l - 50)).squareRoot()
    let (sc, sh) = (1 + 0.045 * c, 1 + 0.015 * c * t)
    let turn = (h - 275) / 25
    let rt = -2 * power7(c) * sin(radians(60 * exp(-turn * turn)))
    let (dl, dc, dhh) = ((q.0 - p.0) / sl, (c2 - c1) / sc, dH / sh)
    return (dl * dl + dc * dc + dhh * dhh + rt * dc * dhh).squareRoot()
  }

  /// The lightness L* of a colour.
  static func lightness(_ color: Color) -> Double { ColorVision.normal.lab(color).0 }

  /// The distance of two CIELAB colours, to be compared with published pairs.
  static func distance(lab p: (Double, Double, Double), _ q: (Double, Double, Double)) -> Double {
    distance(p, q)
  }
}
