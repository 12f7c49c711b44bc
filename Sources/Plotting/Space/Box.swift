import Drawing

/// The box in which surfaces stand, centred at the origin.
struct Box: Sendable {
  /// Half its extents along x, y and z.
  let half: Vector

  /// Half the diagonal.
  var radius: Double { half.dot(half).squareRoot() }

  /// A side of the box at right angles to an axis.
  struct Face: Hashable {
    var axis: Int
    var isUpper: Bool
  }

  /// One of the four edges along an axis: where it stands on the two others, in their order.
  struct Edge: Hashable {
    var axis: Int
    var isUpper: (Bool, Bool)

    /// The two sides that meet in it.
    var faces: (Face, Face) {
      let others = Box.others(axis)
      return (
        Face(axis: others.0, isUpper: isUpper.0), Face(axis: others.1, isUpper: isUpper.1)
      )
    }

    static func == (a: Edge, b: Edge) -> Bool { a.axis == b.axis && a.isUpper == b.isUpper }
    func hash(into hasher: inout Hasher) { hasher.combine(axis) }
  }

  /// The two other axes, in order.
  static func others(_ axis: Int) -> (Int, Int) { axis == 0 ? (1, 2) : axis == 1 ? (0, 2) : (0, 1) }

  /// The corners.
  var corners: [Vector] {
    (0..<8).map { k in
      Vector(
        k & 1 == 0 ? -half.x : half.x, k & 2 == 0 ? -half.y : half.y,
        k & 4 == 0 ? -half.z : half.z)
    }
  }

  /// The edges along an axis.
  static func edges(along axis: Int) -> [Edge] {
    [(false, false), (true, false), (false, true), (true, true)].map {
      Edge(axis: axis, isUpper: $0)
    }
  }

  /// The place on an edge at a fraction of its length.
  func place(on edge: Edge, at fraction: Double) -> Vector {
    var p = Vector()
    let (a, b) = Box.others(edge.axis)
    p[edge.axis] = half[edge.axis] * (2 * fraction - 1)
    p[a] = edge.isUpper.0 ? half[a] : -half[a]
    p[b] = edge.isUpper.1 ? half[b] : -half[b]
    return p
  }

  /// Whether a side turns its inside to the viewer.
  ///
  /// Of two sides that an orthographic view sees edge-on the lower one counts as a back side: then every
  /// view has silhouette edges along each axis.
  func isBack(_ face: Face, in view: Projection) -> Bool {
    let eye = view.eye(face.axis)
    let h = half[face.axis]
    if !view.distance.isFinite { return face.isUpper ? eye < 0 : eye >= 0 }
    return face.isUpper ? eye < h : eye > -h
  }

  /// The edges along an axis where the outline of the box runs: between a back side and a front one.
  func silhouette(along axis: Int, in view: Projection) -> [Edge] {
    Box.edges(along: axis).filter {
      isBack($0.faces.0, in: view) != isBack($0.faces.1, in: view)
    }
  }

  /// The edge on which an axis is drawn: for x and y the lowest on the page, for z the leftmost.
  func axisEdge(_ axis: Int, in view: Projection) -> Edge {
    let outline = silhouette(along: axis, in: view)
    let candidates = outline.isEmpty ? Box.edges(along: axis) : outline
    func rank(_ edge: Edge) -> Double {
      let p = view.point(place(on: edge, at: 0.5))
      // Rounding keeps the choice the same where two edges coincide up to the last bits.
      return ((axis == 2 ? p.x : -p.y) / view.scale * 1e6).rounded()
    }
    return candidates.min { rank($0) < rank($1) }!
  }

  /// The smallest rectangle on the page that holds the box.
  func bounds(in view: Projection) -> Rect {
    let points = corners.map(view.point)
    return Rect(
      left: points.map(\.x).min()!, top: points.map(\.y).min()!, right: points.map(\.x).max()!,
      bottom: points.map(\.y).max()!)
  }

  /// The highest place on the page (the least y) of the box between two verticals; nil if it lies
  /// wholly beside them.
  func top(in view: Projection, between left: Double, and right: Double) -> Double? {
    var top: Double?
    for axis in 0..<3 {
      for edge in Box.edges(along: axis) {
        var a = view.point(place(on: edge, at: 0))
        var b = view.point(place(on: edge, at: 1))
        if a.x > b.x { swap(&a, &b) }
        guard b.x >= left, a.x <= right else { continue }
        func y(_ x: Double) -> Double {
          b.x - a.x < 1e-9 ? min(a.y, b.y) : a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
        }
        let candidate = min(y(max(a.x, left)), y(min(b.x, right)))
        top = min(top ?? candidate, candidate)
      }
    }
    return top
  }
}
