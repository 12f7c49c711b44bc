/// A random number generator with a seed: xoshiro256** 1.0 of D. Blackman and S. Vigna ("Scrambled linear
/// pseudorandom number generators", ACM TOMS 47, 2021), its state filled by SplitMix64 from the seed.
///
/// The same seed gives the same numbers on every platform and in every version: the integers because
/// their arithmetic is exact, `uniform()` and `normal()` because they use no function of the C library,
/// whose last bits differ between platforms. (The standard library's `Double.random(in:using:)` does not
/// promise that much.) Period 2²⁵⁶ − 1. Not for secrets.
///
///     var generator = Xoshiro256(seed: 1)
///     let noise = 0.025 * generator.normal()
public struct Xoshiro256: RandomNumberGenerator, Hashable, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator of its own stream for every seed, 0 among them.
  public init(seed: UInt64) {
    var seed = SplitMix64(state: seed)
    state = (seed.next(), seed.next(), seed.next(), seed.next())
  }

  /// A generator in a given state; the state must not be all zeros.
  init(state: (UInt64, UInt64, UInt64, UInt64)) { self.state = state }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.rotate(state.1 &* 5, 7) &* 9
    let t = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= t
    state.3 = Self.rotate(state.3, 45)
    return result
  }

  private static func rotate(_ x: UInt64, _ k: UInt64) -> UInt64 { x << k | x >> (64 - k) }

  /// Whether two generators will give the same numbers.
  public static func == (a: Xoshiro256, b: Xoshiro256) -> Bool { a.state == b.state }

  /// Feeds the state to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(state.0)
    hasher.combine(state.1)
    hasher.combine(state.2)
    hasher.combine(state.3)
  }
}

/// The generator that spreads a seed over a state (G. Steele, D. Lea, C. Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
