/// Lays a formula out by the rules of The TeXbook, appendix G, in a simple form: three sizes, text
/// style throughout, positions in ems of the faces at hand.
struct MathLayout {
  let fonts: FontSet
  /// The role of words inside `\text{…}`.
  let words: FontSet.Role
  /// The em of the text around the formula, in points.
  let textSize: Double

  /// Sizes: text, script, script of a script.
  private static let scales = [1.0, 0.72, 0.55]

  /// Mathematics is set a little larger than its nominal size, so that its capitals and figures are as
  /// high as those of the words around it.
  private var mathSize: Double {
    textSize * min(max(fonts.text.capHeight / fonts.math.capHeight, 0.9), 1.25)
  }

  private func em(_ level: Int) -> Double { mathSize * Self.scales[min(level, 2)] }

  /// The height of the axis above the baseline, at which fraction bars lie and minus signs stand.
  private func axis(_ level: Int) -> Double {
    var height = 0.25
    if let glyph = fonts.math.shape("−").first, let ink = fonts.math.inkBox(of: glyph.id) {
      height = -ink.center.y
    }
    return height * em(level)
  }

  private func rule(_ level: Int) -> Double { 0.05 * em(level) }

  func box(_ node: MathNode) -> MathBox { box(node, 0) }

  private func box(_ node: MathNode, _ level: Int) -> MathBox {
    switch node {
    case .symbol(let symbol):
      var box = fonts.box(
        symbol.text, role: symbol.isItalic ? .mathItalic : .math,
        size: em(level) * (symbol.atom == .largeOperator ? 1.2 : 1))
      box.isSign = symbol.text.count == 1
      if symbol.atom == .largeOperator {
        // A large operator stands centred on the axis.
        let shift = (box.height - box.depth) / 2 - axis(level)
        var moved = MathBox(width: box.width, overhang: box.overhang)
        moved.add(box, x: 0, y: shift)
        return moved
      }
      return box
    case .word(let word, _): return fonts.box(word, role: .math, size: em(level))
    case .text(let text):
      return fonts.box(text, role: words, size: textSize * Self.scales[min(level, 2)])
    case .space(let width): return MathBox(width: width * em(level))
    case .row(let nodes): return row(nodes, level)
    case .fraction(let above, let below): return fraction(above, below, level)
    case .root(let body): return root(body, level)
    case .scripts(let nucleus, let sub, let sup): return scripts(nucleus, sub, sup, level)
    case .delimited(let left, let body, let right): return delimited(left, body, right, level)
    case .accent(let name, let nucleus): return accent(name, nucleus, level)
    }
  }

  // MARK: Rows

  /// Space between neighbours by class, in eighteenths of an em: thin 3, medium 4, thick 5; negative
  /// means none in scripts (The TeXbook, p. 170).
  private static let spacing: [[Int]] = [
    //  ord  op  bin  rel open close punct inner
    [0, 3, -4, -5, 0, 0, 0, -3],  // ord
    [3, 3, 0, -5, 0, 0, 0, -3],  // op
    [-4, -4, 0, 0, -4, 0, 0, -4],  // bin
    [-5, -5, 0, 0, -5, 0, 0, -5],  // rel
    [0, 0, 0, 0, 0, 0, 0, 0],  // open
    [0, 3, -4, -5, 0, 0, 0, -3],  // close
    [-3, -3, 0, -3, -3, -3, -3, -3],  // punct
    [-3, 3, -4, -5, -3, 0, -3, -3],  // inner
  ]

  private func row(_ nodes: [MathNode], _ level: Int) -> MathBox {
    var result = MathBox()
    var previous: AtomClass?
    var lean = 0.0
    let atoms = Self.classes(of: nodes)
    for (node, atom) in zip(nodes, atoms) {
      if case .space(let width) = node {
        result.width += width * em(level)
        lean = 0
        continue
      }
      if let previous {
        let space = Self.spacing[previous.rawValue][atom.rawValue]
        if space > 0 || level == 0 { result.width += Double(abs(space)) / 18 * em(level) }
      }
      let part = box(node, level)
      // A slanted letter that leans out would touch an upright neighbour.
      let startsUpright = part.runs.first.map { !$0.font.face.isItalic } ?? true
      if startsUpright { result.width += lean }
      result.add(part, x: result.width)
      result.width += part.width
      lean = part.overhang
      previous = atom
    }
    result.overhang = lean
    return result
  }

  /// The classes of a row's nodes, a binary operator that has nothing to join taken as ordinary: the
  /// minus of `= −2`.
  private static func classes(of nodes: [MathNode]) -> [AtomClass] {
    var result: [AtomClass] = []
    var previous: AtomClass?
    for (i, node) in nodes.enumerated() {
      var atom = node.atom
      if case .space = node {
        result.append(.ordinary)
        continue
      }
      if atom == .binary {
        let next = nodes[(i + 1)...].first { if case .space = $0 { false } else { true } }?.atom
        let joinsLeft: Bool
        switch previous {
        case nil, .binary, .largeOperator, .relation, .opening, .punctuation: joinsLeft = false
        default: joinsLeft = true
        }
        let joinsRight =
          switch next {
          case nil, .relation, .closing, .punctuation: false
          default: true
          }
        if !joinsLeft || !joinsRight { atom = .ordinary }
      }
      result.append(atom)
      previous = atom
    }
    return result
  }

  // MARK: Structures

  private func scripts(
    _ nucleus: MathNode, _ sub: MathNode?, _ sup: MathNode?, _ level: Int
  ) -> MathBox {
    let base = box(nucleus, level)
    let em = em(level)
    var result = base
    result.isSign = false
    let above = sup.map { box($0, level + 1) }
    let below = sub.map { box($0, level + 1) }
    var up = 0.0
    var down = 0.0
    if let above {
      up = max(0.36 * em, base.isSign ? 0 : base.height - 0.30 * em, above.depth + 0.11 * em)
    }
    if let below {
      down = max(above == nil ? 0.15 * em : 0.22 * em, base.isSign ? 0 : base.depth + 0.04 * em)
      down = max(down, below.height - 0.36 * em)
    }
    if let above, let below {
      let gap = (up - above.depth) - (below.height - down)
      let least = 4 * rule(level)
      if gap < least { down += least - gap }
    }
    var end = base.width
    if let above {
      let x = base.width + base.overhang + 0.03 * em
      result.add(above, x: x, y: -up)
      end = max(end, x + above.width)
    }
    if let below {
      let x = base.width + 0.02 * em
      result.add(below, x: x, y: down)
      end = max(end, x + below.width)
    }
    result.width = end + 0.04 * em
    result.overhang = 0
    return result
  }

  private func fraction(_ above: MathNode, _ below: MathNode, _ level: Int) -> MathBox {
    let (a, b) = (box(above, level + 1), box(below, level + 1))
    let em = em(level)
    let (axis, thickness) = (axis(level), rule(level))
    let side = 0.09 * em
    let width = max(a.width, b.width) + 2 * side
    let gap = 0.11 * em
    var result = MathBox()
    result.rules = [
      Rect(x: side / 2, y: -axis - thickness / 2, width: width - side, height: thickness)
    ]
    result.add(
      a, x: (width - a.width) / 2, y: -(axis + thickness / 2 + gap + max(a.depth, 0)))
    result.add(
      b, x: (width - b.width) / 2, y: -(axis - thickness / 2 - gap) + max(b.height, 0.4 * em))
    result.width = width
    return result
  }

  private func root(_ body: MathNode, _ level: Int) -> MathBox {
    let inner = box(body, level)
    let em = em(level)
    let thickness = rule(level)
    let gap = 0.1 * em
    let total = max(inner.height, 0.5 * em) + gap + thickness + max(inner.depth, 0.05 * em)
    let plain = fonts.box("√", role: .math, size: em)
    let factor = max(1, total / max(plain.height + plain.depth, 1e-9))
    let sign = fonts.box("√", role: .math, size: em * factor)
    let top = max(inner.height, 0.5 * em) + gap + thickness
    var result = MathBox()
    result.add(sign, x: 0, y: sign.height - top)
    result.rules = [
      Rect(x: sign.width - 0.01 * em, y: -top, width: inner.width + 0.05 * em, height: thickness)
    ]
    result.add(inner, x: sign.width)
    result.height = max(result.height, top)
    result.width = sign.width + inner.width + 0.08 * em
    return result
  }

  private func delimited(
    _ left: String, _ body: MathNode, _ right: String, _ level: Int
  ) -> MathBox {
    let inner = box(body, level)
    let axis = axis(level)
    let reach = max(inner.height - axis, inner.depth + axis, 0.4 * em(level)) + 0.04 * em(level)
    var result = MathBox()
    for (sign, isLeft) in [(left, true), (right, false)] {
      if !isLeft {
        result.add(inner, x: result.width)
        result.width += inner.width + inner.overhang
      }
      guard !sign.isEmpty else { continue }
      let part = delimiter(sign, reach: reach, axis: axis, level)
      result.add(part, x: result.width)
      result.width += part.width
    }
    return result
  }

  /// A sign that reaches `reach` above and below the axis: bars as rules, others scaled.
  private func delimiter(_ sign: String, reach: Double, axis: Double, _ level: Int) -> MathBox {
    let em = em(level)
    if sign == "|" || sign == "‖" {
      let (thickness, side) = (0.055 * em, 0.11 * em)
      var box = MathBox()
      for i in 0..<sign.unicodeScalars.count * (sign == "‖" ? 2 : 1) {
        let x = side + Double(i) * 0.16 * em
        box.rules.append(Rect(x: x, y: -axis - reach, width: thickness, height: 2 * reach))
        box.width = x + thickness + side
      }
      box.height = axis + reach
      box.depth = reach - axis
      return box
    }
    let plain = fonts.box(sign, role: .math, size: em)
    let factor = min(max(1, 2 * reach / max(plain.height + plain.depth, 1e-9)), 4)
    let scaled = fonts.box(sign, role: .math, size: em * factor)
    var box = MathBox()
    box.add(scaled, x: 0, y: (scaled.height - scaled.depth) / 2 - axis)
    box.width = scaled.width
    return box
  }

  private func accent(_ name: String, _ nucleus: MathNode, _ level: Int) -> MathBox {
    var base = box(nucleus, level)
    let em = em(level)
    let lean = base.overhang * 0.7
    if name == "bar" {
      let thickness = rule(level)
      let y = -base.height - 0.1 * em - thickness
      base.rules.append(
        Rect(x: lean + 0.04 * em, y: y, width: base.width - 0.06 * em, height: thickness))
      base.height = -y
      return base
    }
    let sign = fonts.box(name == "hat" ? "ˆ" : "˜", role: .math, size: em)
    // The sign is drawn for a small letter; it is lifted by what the nucleus is higher.
    let rise = max(0, base.height - fonts.math.xHeight * em)
    let width = base.width
    base.add(sign, x: (width - sign.width) / 2 + lean, y: -rise)
    base.width = width
    return base
  }
}
