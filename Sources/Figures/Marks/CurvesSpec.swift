import Config
import Plotting
import RobustLoss

/// Curves of a quantity of the loss against the residual, one for each shape.
struct CurvesSpec: MarkSpec {
  var quantity: LossQuantity
  var family: FamilySpec

  func marks(at moment: Moment) throws -> [any Mark] {
    let quantity = quantity
    return try family.curves(in: moment.names) { loss in { quantity.value(loss, $0) } }
  }

  static let kind = MarkKind(
    "curves",
    ObjectSpec(
      "a curves mark", "Curves of the loss, a derivative or the weight, one for each shape.",
      [.init("curves", .choice(LossQuantity.names), LossQuantity.summary, required: true)]
        + FamilySpec.keys)
  ) { fields, _ in
    // Everything is read before anything is given up, so that all mistakes are told.
    let quantity = fields.quantity("curves")
    let family = FamilySpec(fields, shapes: quantity?.shapes ?? .any)
    return quantity.map { CurvesSpec(quantity: $0, family: family) }
  }
}
