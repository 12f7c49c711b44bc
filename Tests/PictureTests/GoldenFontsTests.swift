import Drawing
import Foundation
import Testing

/// The faces that golden and committed pictures were taken with. Others give other outlines, and then every picture
/// differs a little: this test says why.
@Suite("Faces of golden pictures")
struct GoldenFontsTests {
  /// What the files of Debian 12 (fonts-inter 4.0~beta7, fonts-stix 1.1.1) say of themselves, by the beginnings of
  /// their names.
  static let revisions = ["Inter-": 3.019, "STIX": 1.1]

  @Test("are those of Debian 12")
  func revision() throws {
    let fonts = try FontSet.find().fonts
    for face in [fonts.text, fonts.bold, fonts.math, fonts.mathItalic] {
      let name = URL(fileURLWithPath: face.path).lastPathComponent
      let found = try #require(Self.revision(ofFile: face.path), "\(face.path) is no font file")
      let pinned = try #require(
        Self.revisions.first { name.hasPrefix($0.key) }?.value,
        "golden pictures were not taken with \(name); found at \(face.path)")
      #expect(
        abs(found - pinned) < 0.0006,
        "golden pictures were taken with \(name) \(pinned), here is \(found)")
    }
  }

  /// `head.fontRevision` of an OpenType file, a fixed-point number of 16 and 16 bits.
  static func revision(ofFile path: String) -> Double? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let bytes = [UInt8](data)
    func number(at i: Int, _ count: Int) -> Int? {
      guard i >= 0, i + count <= bytes.count else { return nil }
      return bytes[i..<i + count].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let tables = number(at: 4, 2) else { return nil }
    for i in 0..<tables {
      guard let tag = number(at: 12 + 16 * i, 4), let offset = number(at: 12 + 16 * i + 8, 4) else {
        return nil
      }
      // "head"
      if tag == 0x6865_6164 { return number(at: offset + 4, 4).map { Double($0) / 65536 } }
    }
    return nil
  }
}
