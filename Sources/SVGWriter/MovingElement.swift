import Drawing

/// A part of an animated page: the same in all frames, or one of several versions in turn.
indirect enum MovingElement {
  /// Elements that all frames have.
  case still([Drawing.Element])
  /// A group that all frames have, of which something inside moves.
  case group(Drawing.Group, [MovingElement])
  /// What stands at one place in turn, each in a span of frames.
  case versions([(span: ClosedRange<Int>, elements: [Drawing.Element])])

  /// The frames' lists of elements laid over one another.
  static func merged(_ frames: [[Drawing.Element]]) -> [MovingElement] {
    merge(frames.map { Node.tree(of: $0) })
  }

  /// The spans of all versions.
  static func spans(of elements: [MovingElement]) -> Set<ClosedRange<Int>> {
    var result: Set<ClosedRange<Int>> = []
    for element in elements {
      switch element {
      case .still: break
      case .group(_, let children): result.formUnion(spans(of: children))
      case .versions(let versions): result.formUnion(versions.map(\.span))
      }
    }
    return result
  }

  /// One element, or a group with what is in it.
  private enum Node: Equatable {
    case leaf(Drawing.Element)
    case group(Drawing.Group, [Node])

    static func tree(of elements: [Drawing.Element]) -> [Node] {
      var stack: [(group: Drawing.Group?, nodes: [Node])] = [(nil, [])]
      func close() {
        let (group, nodes) = stack.removeLast()
        if let group { stack[stack.count - 1].nodes.append(.group(group, nodes)) }
      }
      for element in elements {
        switch element {
        case .begin(let group): stack.append((group, []))
        case .end: if stack.count > 1 { close() }
        default: stack[stack.count - 1].nodes.append(.leaf(element))
        }
      }
      while stack.count > 1 { close() }
      return stack[0].nodes
    }

    var flat: [Drawing.Element] {
      switch self {
      case .leaf(let element): [element]
      case .group(let group, let nodes): [.begin(group)] + nodes.flatMap(\.flat) + [.end]
      }
    }

    /// Whether two nodes stand for the same thing in two frames.
    func matches(_ other: Node) -> Bool {
      switch (self, other) {
      case (.group(let a, _), .group(let b, _)): a == b
      case (.leaf(.shape), .leaf(.shape)), (.leaf(.text), .leaf(.text)),
        (.leaf(.image), .leaf(.image)):
        true
      default: false
      }
    }
  }

  private static func merge(_ frames: [[Node]]) -> [MovingElement] {
    let first = frames[0]
    if frames.allSatisfy({ $0 == first }) {
      return first.isEmpty ? [] : [.still(first.flatMap(\.flat))]
    }
    // What matches from the start and from the end is merged one by one; a middle that cannot be told
    // apart is taken as a whole.
    let least = frames.map(\.count).min()!
    var head = 0
    while head < least, frames.allSatisfy({ $0[head].matches(first[head]) }) { head += 1 }
    var tail = 0
    while tail < least - head,
      frames.allSatisfy({ $0[$0.count - 1 - tail].matches(first[first.count - 1 - tail]) })
    { tail += 1 }
    var result: [MovingElement] = []
    for i in 0..<head { result += one(frames.map { $0[i] }) }
    let middles = frames.map { Array($0[head..<($0.count - tail)]) }
    if middles.contains(where: { !$0.isEmpty }) {
      result.append(versions(middles.map { $0.flatMap(\.flat) }))
    }
    for i in (0..<tail).reversed() { result += one(frames.map { $0[$0.count - 1 - i] }) }
    return joined(result)
  }

  private static func one(_ nodes: [Node]) -> [MovingElement] {
    if nodes.allSatisfy({ $0 == nodes[0] }) { return [.still(nodes[0].flat)] }
    if case .group(let group, _) = nodes[0] {
      let children = nodes.map { node -> [Node] in
        if case .group(_, let children) = node { children } else { [] }
      }
      return [.group(group, merge(children))]
    }
    return [versions(nodes.map(\.flat))]
  }

  /// Runs of frames with equal elements.
  private static func versions(_ frames: [[Drawing.Element]]) -> MovingElement {
    var result: [(span: ClosedRange<Int>, elements: [Drawing.Element])] = []
    for (i, elements) in frames.enumerated() {
      if let last = result.last, last.elements == elements {
        result[result.count - 1].span = last.span.lowerBound...i
      } else {
        result.append((i...i, elements))
      }
    }
    return .versions(result)
  }

  /// Neighbouring still parts as one, so that what they share is said once.
  private static func joined(_ elements: [MovingElement]) -> [MovingElement] {
    var result: [MovingElement] = []
    for element in elements {
      if case .still(let b) = element, case .still(let a)? = result.last {
        result[result.count - 1] = .still(a + b)
      } else {
        result.append(element)
      }
    }
    return result
  }
}
