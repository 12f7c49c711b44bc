import Plotting
import Testing

@Suite("Scales")
struct ScaleTests {
  private static let roundTrips: [(Scale.Kind, Double, Double)] = [
    (Scale.Kind.linear, -6.6, 6.6), (.linear, 1e17, 1.0000001e17), (.linear, 3, -2),
    (.log, 1e-300, 1e300), (.log, 0.5, 0.7), (.symlog(threshold: 0.1), -1e6, 20),
    (.shape, -.infinity, 2), (.shape, -.infinity, .infinity), (.shape, -8, 4),
  ]

  @Test("a value's fraction leads back to the value", arguments: roundTrips)
  func roundTrip(kind: Scale.Kind, from: Double, to: Double) throws {
    let scale = try Scale(kind, from: from, to: to)
    #expect(scale.fraction(of: from) == 0)
    #expect(abs(scale.fraction(of: to) - 1) < 1e-12)
    var last = -Double.infinity
    for i in 0...20 {
      let t = Double(i) / 20
      let v = scale.value(at: t)
      #expect(abs(scale.fraction(of: v) - t) < 1e-6, "\(kind) at \(t)")
      let ascending = from < to ? v : -v
      #expect(ascending >= last)
      last = ascending
    }
  }

  @Test("the shape scale reaches infinity and is symmetric about 2")
  func shape() throws {
    let scale = try Scale(.shape, from: -.infinity, to: .infinity)
    #expect(scale.fraction(of: -.infinity) == 0)
    #expect(scale.fraction(of: .infinity) == 1)
    #expect(scale.fraction(of: 2) == 0.5)
    #expect(abs(scale.fraction(of: 2 - 7) + scale.fraction(of: 2 + 7) - 1) < 1e-15)
    #expect(scale.value(at: 0) == -.infinity)
  }

  private static let refusals: [(Scale.Kind, Double, Double)] = [
    (Scale.Kind.linear, Double.nan, 1.0), (.linear, 0, .infinity), (.log, 0, 1), (.log, -1, 1),
    (.log, 1, .infinity), (.symlog(threshold: 0), -1, 1), (.symlog(threshold: .nan), -1, 1),
    (.shape, .nan, 2), (.symlog(threshold: 1), -.infinity, 1),
  ]

  @Test("a domain that cannot be drawn is an error", arguments: refusals)
  func refused(kind: Scale.Kind, from: Double, to: Double) {
    #expect(throws: PlotError.self) { try Scale(kind, from: from, to: to) }
  }

  @Test("a domain of one value is widened", arguments: [0.0, 1, -3, 1e17, 1e300])
  func single(value: Double) throws {
    let scale = try Scale(.linear, from: value, to: value)
    #expect(scale.lower < value && value < scale.upper)
    #expect(abs(scale.fraction(of: value) - 0.5) < 1e-9)
  }

  @Test("the widest domain of doubles is drawn")
  func widest() throws {
    let m = Double.greatestFiniteMagnitude
    let scale = try Scale(.linear, from: -m / 4, to: m / 4)
    #expect(scale.fraction(of: 0) == 0.5)
  }
}
