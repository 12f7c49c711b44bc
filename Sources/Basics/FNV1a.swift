/// The hash of Fowler, Noll and Vo (FNV-1a, 64 bits): the same content has the same value everywhere. It guards
/// against accidents, not against somebody who forges content.
package struct FNV1a: Sendable {
  package static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
  package static let prime: UInt64 = 0x0000_0100_0000_01B3

  package var state: UInt64

  package init(_ state: UInt64 = FNV1a.basis) { self.state = state }

  /// Takes in a byte, or a word as if it were one.
  @inlinable package mutating func add(_ word: UInt64) { state = (state ^ word) &* Self.prime }
}
