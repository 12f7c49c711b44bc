/// A colour in sRGB (IEC 61966-2-1) with 8 bits a channel, and an opacity.
///
/// Channels are bytes because both writers end in bytes: a colour that an SVG can name exactly is
/// one that the PNG shows exactly.
public struct Color: Hashable, Sendable {
  /// The channels, gamma-encoded, 0…255.
  public var red, green, blue: UInt8
  /// The opacity, 0 (clear) … 1 (opaque); not premultiplied.
  public var alpha: Double

  /// Makes a colour from gamma-encoded channels and an opacity, which is clamped to 0…1.
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha.isNaN ? 1 : min(max(alpha, 0), 1)
  }

  /// Makes an opaque colour from `0xRRGGBB`.
  public init(hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }

  /// Makes a colour from CSS notation `#rgb`, `#rrggbb` or `#rrggbbaa`; nil for anything else.
  public init?(css text: String) {
    guard text.utf8.first == UInt8(ascii: "#") else { return nil }
    let digits = text.dropFirst().compactMap { $0.isASCII ? $0.hexDigitValue : nil }
    guard digits.count == text.count - 1 else { return nil }
    func byte(_ i: Int) -> UInt8 { UInt8(digits[i] * 16 + digits[i + 1]) }
    switch digits.count {
    case 3:
      self.init(
        red: UInt8(digits[0] * 17), green: UInt8(digits[1] * 17), blue: UInt8(digits[2] * 17))
    case 6: self.init(red: byte(0), green: byte(2), blue: byte(4))
    case 8: self.init(red: byte(0), green: byte(2), blue: byte(4), alpha: Double(byte(6)) / 255)
    default: return nil
    }
  }

  /// The same colour with another opacity.
  public func opacity(_ alpha: Double) -> Color {
    Color(red: red, green: green, blue: blue, alpha: alpha)
  }

  /// The same colour with its opacity reduced to a share.
  public func faded(to share: Double) -> Color { opacity(alpha * share) }

  /// The colour a fraction `t` of the way to `other`, in encoded sRGB, channels rounded to bytes.
  public func mixed(with other: Color, _ t: Double) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * min(max(0, t), 1)).rounded())
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: alpha + (other.alpha - alpha) * t)
  }

  /// Opaque black.
  public static let black = Color(hex: 0x000000)
  /// Opaque white.
  public static let white = Color(hex: 0xFFFFFF)
}
