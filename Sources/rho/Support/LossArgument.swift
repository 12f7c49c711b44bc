import ArgumentParser
import Optimization
import Fitting

/// A loss as it is written on the command line: `adaptive`, `huber`, `alpha=1,scale=0.5`.
struct LossArgument: ExpressibleByArgument {
  var name: String
  var loss: FitPlan.Loss

  init?(argument: String) {
    name = argument
    var parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var shape: Double?
    var kind = "alpha"
    if let first = parts.first, !first.contains("=") {
      kind = first
      parts.removeFirst()
    }
    var scale = FitPlan.Scale.automatic
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { return nil }
      switch pair[0] {
      case "alpha" where kind == "alpha" || kind == "mm":
        guard let value = Double(pair[1]), !value.isNaN else { return nil }
        shape = value
      case "scale":
        if pair[1] == "auto" { continue }
        guard let value = Double(pair[1]), value > 0, value.isFinite else { return nil }
        scale = .fixed(value)
      default: return nil
      }
    }
    if kind == "alpha" {
      guard let shape else { return nil }
      loss = .member(shape: shape, scale: scale)
    } else if kind == "mm", scale == .automatic {
      if let shape, shape >= 0 { return nil }
      loss = .mm(shape.map { .member(shape: $0) } ?? .bisquare)
    } else {
      guard let named = NamedLoss(named: kind), named.hasScale || parts.isEmpty else { return nil }
      loss = named(scale: scale)
    }
  }

  var defaultValueDescription: String { name }

  static let allValueStrings = NamedLoss.all.map(\.name)

  /// What may be written, for help.
  static let forms =
    allValueStrings.joined(separator: ", ")
    + ", or alpha=1; with ,scale=0.5 for a scale of its own; mm,alpha=-2 for an MM-estimate by that shape"
}

/// An optimiser as it is written on the command line.
enum OptimizerArgument: String, ExpressibleByArgument, CaseIterable {
  case auto, irls, lbfgs, gnc, adam

  func optimizer(steps: Int, rate: Double) -> FitPlan.Optimizer {
    switch self {
    case .auto: .automatic
    case .irls: .reweighting()
    case .lbfgs: .quasiNewton()
    case .gnc: .graduated()
    case .adam: .adam(Adam(rate: rate), steps: steps)
    }
  }
}
