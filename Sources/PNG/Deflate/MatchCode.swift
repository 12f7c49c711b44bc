/// The symbols of DEFLATE: lengths and distances in classes, each with bits of its own
/// (RFC 1951, section 3.2.5).
enum MatchCode {
  static let longest = 258

  /// The class of a length, from 0, its first length and how many bits tell the rest.
  static let lengthClasses: [(first: Int, bits: Int)] = [
    (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1),
    (17, 1), (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4),
    (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
  ]

  static let classOfLength: [UInt8] = {
    var result = [UInt8](repeating: 0, count: longest + 1)
    for (index, entry) in lengthClasses.enumerated() {
      for length in entry.first..<min(entry.first + 1 << entry.bits, longest + 1) {
        result[length] = UInt8(index)
      }
    }
    return result
  }()

  /// The class of a distance and how many bits tell the rest.
  @inline(__always)
  static func distanceClass(_ distance: Int) -> (index: Int, bits: Int) {
    let d = distance &- 1
    if d < 4 { return (d, 0) }
    let width = Int.bitWidth &- d.leadingZeroBitCount
    return (2 &* (width &- 1) &+ (d &>> (width &- 2)) & 1, width &- 2)
  }
}
