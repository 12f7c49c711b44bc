import Drawing

/// Categorical colours that readers with any of the common colour deficiencies can tell apart.
///
/// They follow the hues of M. Okabe and K. Ito's universal palette (2008), with the lightness of
/// each pulled towards that of the theme's ink so that thin lines keep their contrast: at least 3 : 1
/// against the page, as WCAG 2.1 asks of graphics.
enum Palette {
  /// For white pages: blue, vermilion, bluish green, reddish purple, orange, sky blue.
  static let light = [0x0068AC, 0xC94F00, 0x00845F, 0xB0548A, 0xA97300, 0x2B8CC4].map {
    Color(hex: $0)
  }
  /// For dark pages, in the same order.
  static let dark = [0x58A6F0, 0xFF8A4C, 0x3CCB9A, 0xE58FBE, 0xF0B63C, 0x7CCBF5].map {
    Color(hex: $0)
  }

  /// An ordered ramp from warm to cool for white pages; lightness and hue both vary.
  static let lightRamp = [0xB3261E, 0xD9700A, 0xA98A00, 0x2A8C5A, 0x1273B8, 0x4B3FA0].map {
    Color(hex: $0)
  }
  /// The same for dark pages.
  static let darkRamp = [0xFF6B5E, 0xFFA24A, 0xE6CB4A, 0x54CF8E, 0x58AEF5, 0xA395FF].map {
    Color(hex: $0)
  }
}

/// How a mark names its colour; the theme turns it into one.
public enum Paint: Hashable, Sendable {
  /// The category's colour by number, from 0; numbers past the end start again.
  case category(Int)
  /// A place on the theme's ordered ramp, 0…1.
  case ramp(Double)
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
    case .category(let i):
      let n = theme.palette.count
      return theme.palette[((i % n) + n) % n]
    case .ramp(let t):
      let last = Double(theme.ramp.count - 1)
      let s = min(max(t.isNaN ? 0 : t, 0), 1) * last
      let i = min(Int(s), theme.ramp.count - 2)
      return theme.ramp[i].mixed(with: theme.ramp[i + 1], s - Double(i))
    case .foreground: return theme.foreground
    case .muted: return theme.muted
    case .alert: return theme.alert
    case .fixed(let color): return color
    }
  }
}
