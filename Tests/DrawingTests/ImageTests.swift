import Drawing
import Testing

@Suite("Images")
struct ImageTests {
  /// Large enough for several bands, the last of them not full.
  @Test func rowsGiveThePixelsThatColumnsGive() {
    @Sendable func color(_ x: Int, _ y: Int) -> Color {
      Color(
        red: UInt8(truncatingIfNeeded: x), green: UInt8(truncatingIfNeeded: y),
        blue: UInt8(truncatingIfNeeded: x * y), alpha: Double((x + y) % 301 - 20) / 255)
    }
    let (width, height) = (301, 407)
    let image = Image(width: width, height: height) { y in (0..<width).map { color($0, y) } }
    #expect(image == Image(width: width, height: height) { x, y in color(x, y) })
    for (x, y) in [(0, 0), (300, 0), (7, 200), (300, 406)] {
      let at = 4 * (y * width + x)
      let alpha = min(max((x + y) % 301 - 20, 0), 255)
      #expect(
        Array(image.pixels[at..<at + 4])
          == [UInt8(x & 255), UInt8(y & 255), UInt8(x * y & 255), UInt8(alpha)])
    }
  }
}
