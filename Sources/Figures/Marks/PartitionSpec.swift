import Config
import Plotting
import RobustLoss

/// The partition function of the loss's distribution against the shape.
struct PartitionSpec: MarkSpec {
  enum Quantity: String, CaseIterable {
    case logZ = "log_z"
    case slope = "dlog_z_dalpha"
  }

  var quantity: Quantity
  var style: StyleSpec

  func marks(at moment: Moment) throws -> [any Mark] {
    let quantity = quantity
    return [
      CurveMark(style: try style.style(in: moment.names)) { shape in
        switch quantity {
        case .logZ: PartitionFunction.logZ(shape)
        case .slope: PartitionFunction.derivative(shape)
        }
      }
    ]
  }

  func fault(from: Double, to: Double) -> String? {
    max(from, to) < 0
      ? "the partition function is that of α ≥ 0, and the axis of x ends at \(max(from, to))" : nil
  }

  static let kind = MarkKind(
    "partition",
    ObjectSpec(
      "a partition mark", "The logarithm of the distribution's partition function against α ≥ 0.",
      [
        .init(
          "partition", .choice(Quantity.allCases.map(\.rawValue)),
          "log Z(α) or its derivative, which falls to -inf at α = 2.", required: true)
      ] + StyleSpec.line)
  ) { fields, _ in
    let style = fields.lineStyle(else: .next)
    guard let quantity = fields.choice("partition", as: Quantity.self) else { return nil }
    return PartitionSpec(quantity: quantity, style: style)
  }
}
