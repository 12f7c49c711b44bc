import Drawing

/// A continuous map from 0…1 to colours, by name.
public enum ColorMap: String, Hashable, Sendable, CaseIterable {
  /// Dark blue to yellow, evenly in lightness: for amounts.
  case viridis
  /// The same for readers with any colour deficiency: blue to yellow without green and red.
  case cividis
  /// Blue to red through the colour of the page: for signed values about 0.
  case balance

  /// The colours at equal steps in a theme; between them colours are mixed in encoded sRGB.
  func stops(in theme: Theme) -> [Color] {
    switch self {
    case .viridis: Self.viridisStops
    case .cividis: Self.cividisStops
    case .balance: theme.background.luminance > 0.5 ? Self.balanceLight : Self.balanceDark
    }
  }

  /// The map as a table for quick use.
  public func table(in theme: Theme) -> ColorTable { ColorTable(stops: stops(in: theme)) }

  private static func decode(_ hex: String) -> [Color] {
    let digits = hex.utf8.filter { $0 > 0x20 }.map {
      UInt32($0 > 0x39 ? $0 - 0x61 + 10 : $0 - 0x30)
    }
    return stride(from: 0, to: digits.count, by: 6).map { i in
      Color(hex: digits[i..<(i + 6)].reduce(0) { $0 << 4 | $1 })
    }
  }

  /// From matplotlib's table of 256 (N. Smith and S. van der Walt, 2015, CC0), every fifth colour: mixing
  /// leaves it by at most 1 of 255.
  private static let viridisStops = decode(
    """
    44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a3a538b
    38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d20928c1f978b
    1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac86465cb5e70cf577cd250
    89d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725
    """)

  /// From matplotlib's table of 256 (J. Nuñez, C. Anderton and R. Renslow, 2018, CC0), at 129 equal
  /// steps: mixing leaves it by at most 1 of 255.
  private static let cividisStops = decode(
    """
    00224e00245100255400275800285b002a5f002b62002c66002e6a002f6d0030700031710433710b3470
    1135701637701a386f1e3a6f213b6e243c6e273e6e2a3f6d2d416d2f426d32436d34456c36466c38476c
    3b496c3d4a6c3f4c6c414d6c434e6c45506c47516c49526c4b546c4d556c4f576c51586c52596d545b6d
    565c6d585e6d5a5f6e5b606e5d626e5f636f61656f63666f646770666970686a71696c716b6d726d6e72
    6f70737071747273747474757576767777767978777a7a787c7b787e7d78807e78828078848179858379
    8784788986788b87788d89788f8a78918c78938d78958f779790779992779b93769d95769f9676a19875
    a39a75a59b74a79d74a99e73aba072ada272afa371b1a570b3a670b5a86fb7aa6eb9ab6dbbad6cbdaf6c
    bfb06bc1b26ac3b469c5b568c8b766cab965ccba64cebc63d0be61d2c060d4c15fd7c35dd9c55cdbc75a
    ddc958dfca57e1cc55e4ce53e6d051e8d24fead44cedd54aefd748f1d945f4db42f6dd3ff8df3cfbe138
    fde334fee535fee838
    """)

  /// Two arms of equal lightness in OKLab (B. Ottosson, 2020): blue and orange-red, lightness 0.97 in the
  /// middle and 0.42 at the ends, chroma growing with the distance from the middle as far as sRGB allows.
  private static let balanceLight = decode(
    """
    024e8e0057a00262b01d6db93278c14383c8538ecf6399d572a4dc82afe291bae7a1c4edb1cff1c1d9f5
    d1e3f8e2edfaf6f6f6f9e7e2f7dad1f3cdc1eebfb0e9b2a1e3a591dc9782d58a73ce7d64c67055be6346
    b55537ad4726a43912972e02872700
    """)

  /// The same for dark pages: lightness 0.235 in the middle and 0.80 at the ends.
  private static let balanceDark = decode(
    """
    8dc2fe78b8ff66aefc60a3ed5b99de568fce5085bf4b7bb04671a04167913c5d823753723249632d3f53
    283543232a321e1e1e322623422e2851352d603d326f44377d4c3c8c53429a5b47a9624db76a52c67258
    d4795de38163f18969ff9270ffa286
    """)
}

/// A colour map as a table of 1024 colours.
public struct ColorTable: Sendable {
  private let colors: [Color]

  init(stops: [Color]) {
    let n = 1024
    colors = (0..<n).map { k in
      let s = Double(k) / Double(n - 1) * Double(stops.count - 1)
      let i = min(Int(s), stops.count - 2)
      return stops[i].mixed(with: stops[i + 1], s - Double(i))
    }
  }

  /// The colour at a fraction, clamped to 0…1; NaN counts as 0.
  public func color(at t: Double) -> Color {
    let s = min(max(t.isNaN ? 0 : t, 0), 1) * Double(colors.count - 1)
    return colors[Int(s + 0.5)]
  }
}

extension Color {
  /// The relative luminance of the opaque colour, 0 (black) … 1 (white), by WCAG 2.1's formula with the
  /// gamma taken as 2.2.
  public var luminance: Double {
    func linear(_ v: UInt8) -> Double {
      // x^2.2 ≈ x²·(0.8 + 0.2x) to 0.01: exact enough to tell light from dark, and the same everywhere.
      let x = Double(v) / 255
      return x * x * (0.8 + 0.2 * x)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
