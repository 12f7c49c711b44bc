import Drawing
import Testing

@testable import Plotting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Colour maps")
struct ColorMapTests {
  /// A colour in OKLab (B. Ottosson, 2020): lightness, and the two axes of chroma.
  private func oklab(_ c: Color) -> (lightness: Double, a: Double, b: Double) {
    func linear(_ v: UInt8) -> Double {
      let x = Double(v) / 255
      return x <= 0.04045 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4)
    }
    let (r, g, b) = (linear(c.red), linear(c.green), linear(c.blue))
    let l = cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b)
    let m = cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b)
    let s = cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b)
    return (
      0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
      1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
      0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s
    )
  }

  private func lightness(_ map: ColorMap, _ theme: Theme, steps: Int = 64) -> [Double] {
    let table = map.table(in: theme)
    return (0...steps).map { oklab(table.color(at: Double($0) / Double(steps))).lightness }
  }

  /// Entries 0, 64, 128, 192 and 255 of matplotlib's tables of 256 colours.
  @Test(
    "viridis and cividis are the published tables to within one step of a channel",
    arguments: [
      (ColorMap.viridis, [0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725] as [UInt32]),
      (.cividis, [0x00224E, 0x434E6C, 0x7D7C78, 0xBCAE6C, 0xFEE838]),
    ])
  func published(map: ColorMap, entries: [UInt32]) {
    let table = map.table(in: .light)
    for (index, entry) in zip([0, 64, 128, 192, 255], entries) {
      let (drawn, should) = (table.color(at: Double(index) / 255), Color(hex: entry))
      for (a, b) in [
        (drawn.red, should.red), (drawn.green, should.green), (drawn.blue, should.blue),
      ] {
        #expect(abs(Int(a) - Int(b)) <= 1, "\(map) at \(index): \(drawn)")
      }
    }
  }

  @Test(
    "maps for amounts grow lighter at an even pace", arguments: [ColorMap.viridis, .cividis])
  func even(map: ColorMap) {
    let values = lightness(map, .light, steps: 16)
    let pace = (values[16] - values[0]) / 16
    for (a, b) in zip(values, values.dropFirst()) {
      #expect(b > a)
      #expect(abs(b - a - pace) < pace * 0.75)
    }
  }

  @Test(
    "the arms of the diverging map mirror each other's lightness", arguments: [Theme.light, .dark])
  func diverging(theme: Theme) {
    let values = lightness(.balance, theme)
    for (a, b) in zip(values, values.reversed()) { #expect(abs(a - b) < 0.01) }
    // From the middle outwards the contrast with the middle only grows.
    let arm = values[32...].map { abs($0 - values[32]) }
    for (a, b) in zip(arm, arm.dropFirst()) { #expect(b > a) }
  }

  @Test("the diverging map's middle is neutral and near the page", arguments: [Theme.light, .dark])
  func neutral(theme: Theme) {
    let table = ColorMap.balance.table(in: theme)
    let (middle, page) = (oklab(table.color(at: 0.5)), oklab(theme.background))
    #expect((middle.a * middle.a + middle.b * middle.b).squareRoot() < 0.01)
    #expect(abs(middle.lightness - page.lightness) < 0.1)
    // Blue against orange: apart along the axis that red-green deficiency leaves.
    #expect(oklab(table.color(at: 0.15)).b < -0.05)
    #expect(oklab(table.color(at: 0.85)).b > 0.03)
  }

  @Test("a fraction beyond the ends has the colour of the end")
  func clamped() {
    let table = ColorMap.viridis.table(in: .light)
    #expect(table.color(at: -.infinity) == table.color(at: 0))
    #expect(table.color(at: 7) == table.color(at: 1))
    #expect(table.color(at: .nan) == table.color(at: 0))
  }

  @Test("a colour scale has clear paint for what is no number, and ends for what is infinite")
  func scale() throws {
    let colors = ColorScale(scale: try Scale(.linear, from: -1, to: 3), map: .cividis)
    let table = ColorMap.cividis.table(in: .light)
    #expect(colors.color(of: .nan, in: .light).alpha == 0)
    #expect(colors.color(of: -.infinity, in: .light) == table.color(at: 0))
    #expect(colors.color(of: .infinity, in: .light) == table.color(at: 1))
    #expect(colors.color(of: 1, in: .light) == table.color(at: 0.5))
  }

  @Test("maps are found by the names that a config uses")
  func names() {
    #expect(Set(ColorMap.allCases.map(\.rawValue)) == ["viridis", "cividis", "balance"])
  }
}
