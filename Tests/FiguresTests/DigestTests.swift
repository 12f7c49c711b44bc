import Foundation
import Testing

@testable import Figures

@Suite struct DigestTests {
  private func text(_ parts: [String]) -> String {
    var digest = Digest()
    for part in parts { digest.add(part) }
    return digest.text
  }

  /// What a picture depends on is several things one after the other: none may lend a byte to the next.
  @Test func partsAreKeptApart() {
    let whole = "eight bytes, and eight more, 32."
    var digests: Set<String> = [text([whole])]
    for i in 0...whole.count {
      digests.insert(text([String(whole.prefix(i)), String(whole.dropFirst(i))]))
    }
    // One of them has the same parts as none other: all in one, and a cut at each place.
    #expect(digests.count == whole.count + 2)
    #expect(text(["a", ""]) != text(["a"]) && text(["", "a"]) != text(["a", ""]))
  }

  @Test func everyBitCounts() {
    for count in [1, 7, 8, 9, 64, 1000] {
      var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
      let digest = Digest.text(of: bytes)
      var seen: Set<String> = [digest]
      for bit in stride(from: 0, to: 8 * count, by: max(1, count / 16)) {
        bytes[bit / 8] ^= 1 << (bit % 8)
        #expect(seen.insert(Digest.text(of: bytes)).inserted)
        bytes[bit / 8] ^= 1 << (bit % 8)
      }
    }
  }

  /// A file is digested in blocks.
  @Test(arguments: [0, 1, 8, 4095, 1 << 20, 1 << 20 + 3, 5 << 19 + 1])
  func filesLikeBytes(count: Int) throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
    try Data(bytes).write(to: url)
    #expect(Digest.text(ofFile: url.path) == Digest.text(of: bytes))
    #expect(Digest.text(ofFile: "/dev/zero") == nil)
  }
}
