import Drawing

/// The `d` attribute of a path: each step absolute or relative, whichever is shorter.
///
/// Relative steps are differences of rounded places, so that rounding does not add up along a path.
struct PathData {
  private var bytes: [UInt8] = []
  private var lastCommand: UInt8 = 0
  private var x = 0
  private var y = 0
  private var startX = 0
  private var startY = 0

  /// The data of a path; nil if a coordinate is not finite.
  static func bytes(of path: Path) -> [UInt8]? {
    var data = PathData()
    data.bytes.reserveCapacity(path.elements.count * 9)
    for element in path.elements {
      let isGood: Bool
      switch element {
      case .move(let p): isGood = data.add("M", [p])
      case .line(let p): isGood = data.add("L", [p])
      case .quad(let c, let p): isGood = data.add("Q", [c, p])
      case .cubic(let a, let b, let p): isGood = data.add("C", [a, b, p])
      case .close:
        data.bytes.append(UInt8(ascii: "z"))
        data.lastCommand = UInt8(ascii: "z")
        (data.x, data.y) = (data.startX, data.startY)
        isGood = true
      }
      if !isGood { return nil }
    }
    return data.bytes
  }

  private mutating func add(_ command: Unicode.Scalar, _ points: [Point]) -> Bool {
    var absolute: [Int] = []
    absolute.reserveCapacity(6)
    for p in points {
      guard let px = Hundredths.of(p.x), let py = Hundredths.of(p.y) else { return false }
      absolute.append(px)
      absolute.append(py)
    }
    let (endX, endY) = (absolute[absolute.count - 2], absolute[absolute.count - 1])
    var upper = UInt8(ascii: command)
    var relative = absolute
    for i in relative.indices { relative[i] -= i % 2 == 0 ? x : y }
    if command == "L" {
      if endX == x, endY == y, lastCommand != UInt8(ascii: "M"), lastCommand != UInt8(ascii: "m") {
        // A step of less than half a hundredth draws nothing that a later step does not.
        return true
      }
      if endY == y {
        upper = UInt8(ascii: "H")
        absolute = [endX]
        relative = [endX - x]
      } else if endX == x {
        upper = UInt8(ascii: "V")
        absolute = [endY]
        relative = [endY - y]
      }
    }
    let a = step(upper, absolute)
    let r = step(upper + 32, relative)
    if r.count <= a.count {
      bytes += r
      lastCommand = upper + 32
    } else {
      bytes += a
      lastCommand = upper
    }
    (x, y) = (endX, endY)
    if command == "M" { (startX, startY) = (endX, endY) }
    return true
  }

  /// A step's text after what stands already; the letter is left out where it repeats.
  private func step(_ command: UInt8, _ numbers: [Int]) -> [UInt8] {
    var result: [UInt8] = []
    let isImplied =
      command == lastCommand && command != UInt8(ascii: "M") && command != UInt8(ascii: "m")
      || (command == UInt8(ascii: "L") && lastCommand == UInt8(ascii: "M"))
      || (command == UInt8(ascii: "l") && lastCommand == UInt8(ascii: "m"))
    // Whether a point would start a new number rather than go on with the last one.
    var hasPoint = false
    var follows = isImplied
    if isImplied {
      for byte in bytes.reversed() {
        if byte == UInt8(ascii: ".") { hasPoint = true }
        if !(byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) { break }
      }
    } else {
      result.append(command)
    }
    for number in numbers {
      let isSmall = number.magnitude < 100 && number != 0
      if follows, number >= 0, !(isSmall && hasPoint) { result.append(UInt8(ascii: " ")) }
      Hundredths.append(number, to: &result)
      hasPoint = number % 100 != 0
      follows = true
    }
    return result
  }
}
