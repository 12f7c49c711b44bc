import Drawing

/// The `d` attribute of a path: each step absolute or relative, whichever is shorter.
///
/// Relative steps are differences of rounded places, so that rounding does not add up along a path.
struct PathData {
  private var bytes: [UInt8] = []
  private var lastCommand: UInt8 = 0
  /// Whether the last number has a point: then one that begins with a point needs no space.
  private var endsBehindPoint = false
  /// Where the last step ended, and the last move, in hundredths.
  private var end = SIMD2(0, 0)
  private var start = SIMD2(0, 0)

  /// The data of a path; nil if a coordinate is not finite.
  static func bytes(of path: Path) -> [UInt8]? {
    var data = PathData()
    data.bytes.reserveCapacity(path.elements.count * 9)
    for element in path.elements where !data.add(element) { return nil }
    return data.bytes
  }

  /// False if a coordinate is not finite.
  private mutating func add(_ element: Path.Element) -> Bool {
    switch element {
    case .move(let p):
      guard let p = place(p) else { return false }
      add(Letter.move, Numbers(p), from: end, to: p)
      start = p
    case .line(let p):
      guard let p = place(p) else { return false }
      addLine(to: p)
    case .quad(let c, let p):
      guard let c = place(c), let p = place(p) else { return false }
      add(Letter.quad, Numbers(c, p), from: end, to: p)
    case .cubic(let a, let b, let p):
      guard let a = place(a), let b = place(b), let p = place(p) else { return false }
      add(Letter.cubic, Numbers(a, b, p), from: end, to: p)
    case .close:
      bytes.append(Letter.close)
      lastCommand = Letter.close
      end = start
    }
    return true
  }

  private func place(_ p: Point) -> SIMD2<Int>? {
    guard let x = Hundredths.of(p.x), let y = Hundredths.of(p.y) else { return nil }
    return SIMD2(x, y)
  }

  private mutating func addLine(to p: SIMD2<Int>) {
    // A step of less than half a hundredth draws nothing that a later step does not.
    if p == end, lastCommand & ~Letter.relative != Letter.move { return }
    if p.y == end.y {
      add(Letter.horizontal, Numbers(one: p.x), from: SIMD2(end.x, 0), to: p)
    } else if p.x == end.x {
      add(Letter.vertical, Numbers(one: p.y), from: SIMD2(end.y, 0), to: p)
    } else {
      add(Letter.line, Numbers(p), from: end, to: p)
    }
  }

  /// Adds a step by its absolute numbers.
  /// - Parameter origin: what its relative numbers are counted from.
  private mutating func add(
    _ command: UInt8, _ numbers: Numbers, from origin: SIMD2<Int>, to p: SIMD2<Int>
  ) {
    let first = bytes.count
    let hadPoint = endsBehindPoint
    // Both forms, one behind the other; the longer is taken away again.
    append(command | Letter.relative, numbers.relative(to: origin), behindPoint: hadPoint)
    let (second, hasPoint) = (bytes.count, endsBehindPoint)
    append(command, numbers, behindPoint: hadPoint)
    if second - first <= bytes.count - second {
      bytes.removeLast(bytes.count - second)
      endsBehindPoint = hasPoint
      lastCommand = command | Letter.relative
    } else {
      bytes.removeSubrange(first..<second)
      lastCommand = command
    }
    end = p
  }

  /// Appends a step; the letter is left out where it repeats.
  private mutating func append(_ command: UInt8, _ numbers: Numbers, behindPoint: Bool) {
    var follows =
      command == lastCommand && command & ~Letter.relative != Letter.move
      || command & ~Letter.relative == Letter.line
        && lastCommand == Letter.move | command & Letter.relative
    var hasPoint = behindPoint
    if !follows { bytes.append(command) }
    for i in 0..<numbers.count {
      let number = numbers.values[i]
      // A point would go on with a number that has none.
      let needsNoSpace = number < 0 || hasPoint && number > 0 && number < 100
      if follows, !needsNoSpace { bytes.append(UInt8(ascii: " ")) }
      Hundredths.append(number, to: &bytes)
      hasPoint = number % 100 != 0
      follows = true
    }
    endsBehindPoint = hasPoint
  }
}

private enum Letter {
  static let move = UInt8(ascii: "M")
  static let line = UInt8(ascii: "L")
  static let horizontal = UInt8(ascii: "H")
  static let vertical = UInt8(ascii: "V")
  static let quad = UInt8(ascii: "Q")
  static let cubic = UInt8(ascii: "C")
  static let close = UInt8(ascii: "z")
  /// What makes a letter small.
  static let relative: UInt8 = 0x20
}

/// The numbers of a step, in hundredths: x and y by turns.
private struct Numbers {
  private(set) var values: SIMD8<Int> = .zero
  let count: Int

  init(one: Int) {
    values[0] = one
    count = 1
  }

  init(_ p: SIMD2<Int>) {
    values.lowHalf.lowHalf = p
    count = 2
  }

  init(_ p: SIMD2<Int>, _ q: SIMD2<Int>) {
    values.lowHalf = SIMD4(lowHalf: p, highHalf: q)
    count = 4
  }

  init(_ p: SIMD2<Int>, _ q: SIMD2<Int>, _ r: SIMD2<Int>) {
    values = SIMD8(
      lowHalf: SIMD4(lowHalf: p, highHalf: q), highHalf: SIMD4(lowHalf: r, highHalf: .zero))
    count = 6
  }

  func relative(to p: SIMD2<Int>) -> Numbers {
    var result = self
    let pair = SIMD4(lowHalf: p, highHalf: p)
    result.values &-= SIMD8(lowHalf: pair, highHalf: pair)
    return result
  }
}
