/// A place or a direction in the box: x, y, z, with the box's middle at the origin.
typealias Vector = SIMD3<Double>

extension Vector {
  /// The scalar product.
  func dot(_ b: Vector) -> Double { x * b.x + y * b.y + z * b.z }

  /// The vector product, at right angles to both.
  func cross(_ b: Vector) -> Vector {
    Vector(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
  }

  /// The vector of length 1; zero for zero.
  var unit: Vector {
    let length = dot(self).squareRoot()
    return length > 0 ? self / length : Vector()
  }
}
