import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Categorical colours that readers with any of the common colour deficiencies can tell apart, and that
/// differ in print without colour.
///
/// They follow the hues of M. Okabe and K. Ito's universal palette (2008); lightness and chroma were sought
/// so that under the matrices of G. Machado et al. (2009) for protanopia and deuteranopia any two of them,
/// and `alert`, are at least 10 apart by CIEDE2000, and in grey at least 8 with one exception, `alert`, whose
/// points have a shape of their own. Each has a contrast of at least 3 : 1 against the page.
enum Palette {
  /// For white pages: blue, ochre, green, plum, sky blue, ink.
  static let light = colors([0x2F4B96, 0xB98E25, 0x07755C, 0x4C294B, 0x0287B3, 0x140042])
  /// For dark pages, in the same order: blue, sand, green, mauve, ice, violet.
  static let dark = colors([0x4993E1, 0xFFC470, 0x55C295, 0x966D88, 0xEBF9FF, 0x744EAC])

  /// The colours of the shapes for white pages, from warm and light to cool and dark.
  static let lightRamp = colors([
    0xD8B48C, 0xC98960, 0xDF4E06, 0xC4295E, 0x682FB6, 0x31326B, 0x002032,
  ])
  /// The same for dark pages, from warm and dark to cool and light.
  static let darkRamp = colors([
    0x8A3A1E, 0xB24521, 0xE43D52, 0xE46C9A, 0xC99BFB, 0xC8CCF6, 0xEBF5FF,
  ])

  private static func colors(_ hex: [UInt32]) -> [Color] { hex.map { Color(hex: $0) } }

  /// The colour of a shape α on a ramp of as many colours as there are `Theme.rampShapes`.
  static func color(of shape: Double, on ramp: [Color]) -> Color {
    func place(_ alpha: Double) -> Double { Scale.shapePlace(alpha) }
    let at = place(shape.isNaN ? 2 : shape)
    let shapes = Theme.rampShapes
    for i in 1..<shapes.count where at >= place(shapes[i]) {
      let (a, b) = (place(shapes[i - 1]), place(shapes[i]))
      return ramp[i - 1].mixed(with: ramp[i], (a - at) / (a - b))
    }
    return ramp[ramp.count - 1]
  }
}

/// How a mark names its colour; the theme turns it into one.
public enum Paint: Hashable, Sendable {
  /// The next of the categories that no mark of the panel has yet.
  case next
  /// The category's colour by number, from 0; numbers past the end start again.
  case category(Int)
  /// The colour of a shape α, the same wherever that shape is drawn.
  case shape(Double)
  /// The theme's foreground, for what stands for truth or reference.
  case foreground
  /// The theme's muted ink.
  case muted
  /// The theme's colour for suspects.
  case alert
  /// A colour of its own, the same in every theme.
  case fixed(Color)

  /// The colour in a theme.
  public func color(in theme: Theme) -> Color {
    switch self {
    case .next: return theme.palette[0]
    case .category(let i):
      let n = theme.palette.count
      return theme.palette[((i % n) + n) % n]
    case .shape(let alpha): return Palette.color(of: alpha, on: theme.ramp)
    case .foreground: return theme.foreground
    case .muted: return theme.muted
    case .alert: return theme.alert
    case .fixed(let color): return color
    }
  }

  /// The colour for text: as near to that of lines as a contrast of 4.5 : 1 against the page allows, which
  /// WCAG 2.1 asks of text.
  public func textColor(in theme: Theme) -> Color {
    let color = color(in: theme)
    for step in 0...20 {
      let darker = color.mixed(with: theme.foreground, Double(step) / 20)
      if darker.contrast(with: theme.background) >= 4.5 { return darker }
    }
    return theme.foreground
  }
}

extension Color {
  /// The contrast ratio of two opaque colours by WCAG 2.1, 1 … 21.
  public func contrast(with other: Color) -> Double {
    func luminance(_ c: Color) -> Double {
      func linear(_ v: UInt8) -> Double {
        let x = Double(v) / 255
        return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue)
    }
    let (a, b) = (luminance(self), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}
