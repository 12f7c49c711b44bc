import Drawing

/// The colours of facets: by height, then lit.
struct SurfaceShading {
  private let colors: ColorScale
  private let table: ColorTable
  private let space: Space
  private let source: Vector

  init(_ colors: ColorScale, in space: Space) {
    self.colors = colors
    self.space = space
    table = colors.map.table(in: space.theme)
    // The light is fixed to the page, from the upper left behind the viewer: a turning camera does not
    // change how forms read.
    let view = space.view
    source = (view.toward * 0.62 + view.up * 0.62 - view.right * 0.48).unit
  }

  /// How many bands of height have a colour each where the surface is steep.
  private static let bands = 64.0

  /// The heights between bands within a facet; none where it spans little more than one.
  func levels(within facet: [Vector]) -> [Double] {
    var (low, high) = (Double.infinity, -Double.infinity)
    for p in facet {
      low = min(low, p.z)
      high = max(high, p.z)
    }
    guard (high - low) * Self.bands > 1.25 else { return [] }
    let first = Int((low * Self.bands).rounded(.down)) + 1
    let last = Int((high * Self.bands).rounded(.up)) - 1
    return first > last ? [] : (first...last).map { Double($0) / Self.bands }
  }

  /// The colour of a facet with corners in fractions of the box, counter-clockwise from above.
  func color(of facet: [Vector]) -> Color {
    let height = facet.reduce(0) { $0 + $1.z } / Double(facet.count)
    return color(atHeight: height, lit: light(on: facet))
  }

  /// The colour of a height, a fraction of the box's, in a light.
  func color(atHeight height: Double, lit light: Light) -> Color {
    let value = space.z.value(at: min(max(height, 0), 1))
    return lit(table.color(at: colors.scale.fraction(of: value)), light)
  }

  /// How light falls on a facet.
  struct Light {
    /// The cosine of the angle between the light and the side that is seen.
    var brightness: Double
    /// Whether that is the upper side.
    var isUpperSide: Bool
  }

  /// How light falls on a facet with corners in fractions of the box, counter-clockwise from above.
  func light(on facet: [Vector]) -> Light {
    // Newell's normal (I. E. Sutherland et al., 1974): right for any outline, planar or not.
    var normal = Vector()
    var middle = Vector()
    let corners = facet.map { space.place($0) }
    for (k, a) in corners.enumerated() {
      normal += a.cross(corners[(k + 1) % corners.count])
      middle += a
    }
    middle /= Double(corners.count)
    let isUpperSide = normal.dot(space.view.ray(from: middle)) >= 0
    return Light(
      brightness: normal.unit.dot(source) * (isUpperSide ? 1 : -1), isUpperSide: isUpperSide)
  }

  /// Shading models the form, but the colour still has to say the height: it moves only a little. The
  /// lower side is greyer and darker, so that a reader sees which side of the surface shows.
  private func lit(_ color: Color, _ light: Light) -> Color {
    let level = 0.72
    let shaded =
      light.brightness < level
      ? color.mixed(with: .black, min((level - light.brightness) * 0.36, 0.4))
      : color.mixed(with: .white, (light.brightness - level) * 0.42)
    return light.isUpperSide ? shaded : shaded.mixed(with: Color(hex: 0x4A4F57), 0.24)
  }
}
