import Foundation
import RobustLoss
import Testing

@Suite struct PartitionFunctionTests {
  @Test func agreesWithTable() throws {
    let table = try ReferenceTable("partition")
    var logZ = ErrorSummary("log_z")
    var slope = ErrorSummary("dlog_z_dalpha")
    for row in table.rows {
      logZ.record((PartitionFunction.logZ(row[0]) - row[1]).magnitude, row)
      let derivative = PartitionFunction.derivative(row[0])
      if row[2].isFinite && row[2] != 0 {
        slope.record(((derivative - row[2]) / row[2]).magnitude, row)
      } else {
        #expect(derivative == row[2])
      }
    }
    print(logZ)
    print(slope)
    // The table asks for 4e-15 absolute and 1e-12 relative.
    #expect(logZ.worst <= 1e-15)
    #expect(slope.worst <= 1e-14)
  }

  /// The series is right between the rows of the table as well: against quadrature.
  @Test func agreesWithQuadratureBetween() {
    var logZ = ErrorSummary("log_z against quadrature")
    var slope = ErrorSummary("dlog_z_dalpha against quadrature")
    var shapes: [Double] = Array(stride(from: 0.00317, to: 6, by: 0.0131))
    for k in 1...60 { shapes.append(pow(10, Double(k) / 20)) }
    for k in 16...60 {
      let b: Double = pow(10, -Double(k) / 4)
      shapes += [2 - b, 2 + b]
    }
    shapes += [0.5, 0.5.nextUp, 1.5, 1.5.nextUp, 2.5, 2.5.nextUp, 1e-300]
    for shape in shapes {
      let exact = PartitionTableBuilder.quadrature(shape)
      logZ.record((PartitionFunction.logZ(shape) - exact.logZ).magnitude, [shape])
      slope.record(
        ((PartitionFunction.derivative(shape) - exact.slope) / exact.slope).magnitude, [shape])
    }
    print(logZ)
    print(slope)
    #expect(logZ.worst <= 2e-15)
    #expect(slope.worst <= 2e-14)
  }

  @Test func closedForms() {
    #expect(abs(PartitionFunction.logZ(0.0) - log(Double.pi * 2.0.squareRoot())) <= 4e-16)
    #expect(abs(PartitionFunction.logZ(2.0) - 0.5 * log(2 * Double.pi)) <= 4e-16)
    let slopeAtZero = -(log(2) * log(2) + Double.pi * Double.pi / 12 - log(2) + 0.25)
    #expect(abs(PartitionFunction.derivative(0.0) - slopeAtZero) <= 1e-15)
    #expect(PartitionFunction.derivative(2.0) == -.infinity)
    #expect(PartitionFunction.derivative(Double.infinity) == 0)
    #expect(abs(exp(PartitionFunction.logZ(Double.infinity)) - 2.02437) <= 5e-6)
  }

  @Test func outsideItsDomain() {
    for shape: Double in [-.leastNonzeroMagnitude, -1, -.infinity, .nan] {
      #expect(PartitionFunction.logZ(shape).isNaN)
      #expect(PartitionFunction.derivative(shape).isNaN)
    }
    #expect(PartitionFunction.logZ(-0.0) == PartitionFunction.logZ(0.0))
    #expect(PartitionFunction.logZ(Float(1)) == Float(PartitionFunction.logZ(1.0)))
  }
}
