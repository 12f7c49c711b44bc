import Drawing

/// What becomes of each colour of a page in another look of the same page.
struct Recoloring {
  /// The colours, opaque.
  private var colors: [Color: Color] = [:]

  /// The difference between two looks.
  ///
  /// Nil if it lies not in the colours alone, or if a colour of the first becomes several of the second.
  init?(from light: [Drawing], to dark: [Drawing]) {
    guard light.count == dark.count else { return nil }
    for (a, b) in zip(light, dark) {
      guard a.elements.count == b.elements.count,
        take(a.background, b.background),
        zip(a.elements, b.elements).allSatisfy({ take($0, $1) })
      else { return nil }
    }
  }

  /// Takes in another recolouring if the two agree on all colours that both have.
  mutating func join(_ other: Recoloring) -> Bool {
    guard other.colors.allSatisfy({ colors[$0] == nil || colors[$0] == $1 }) else { return false }
    colors.merge(other.colors) { $1 }
    return true
  }

  /// The style sheet that recolours what is inside of elements with a selector.
  func rules(scope: String) -> String {
    colors.map { (Paint.name($0), Paint.name($1)) }.sorted { $0.0 < $1.0 }
      .filter { $0.0 != $0.1 }
      .map { from, to in
        "\(scope) [fill=\"\(from)\"]{fill:\(to)}\(scope) [stroke=\"\(from)\"]{stroke:\(to)}\n"
      }.joined()
  }

  private mutating func take(_ a: Color?, _ b: Color?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    guard a.alpha == b.alpha else { return false }
    let (from, to) = (a.opacity(1), b.opacity(1))
    if let known = colors[from] { return known == to }
    colors[from] = to
    return true
  }

  private mutating func take(_ a: Stroke?, _ b: Stroke?) -> Bool {
    guard var a, let b else { return a == nil && b == nil }
    guard take(a.color, b.color) else { return false }
    a.color = b.color
    return a == b
  }

  private mutating func take(_ a: Drawing.Element, _ b: Drawing.Element) -> Bool {
    switch (a, b) {
    case (.shape(let a), .shape(let b)):
      a.path == b.path && a.rule == b.rule && take(a.fill, b.fill) && take(a.stroke, b.stroke)
    case (.text(let a), .text(let b)):
      a.line == b.line && a.origin == b.origin && a.rotation == b.rotation
        && a.halo?.radius == b.halo?.radius && take(a.color, b.color)
        && take(a.halo?.color, b.halo?.color)
    default: a == b
    }
  }
}
