import ArgumentParser
import Basics
import Fitting
import Optimization

/// A loss as it is written on the command line: `adaptive`, `huber`, `alpha=1,scale=0.5`.
struct LossArgument: ExpressibleByArgument {
  var name: String
  var loss: FitPlan.Loss
  /// What is wrong with it. The arguments' library has no words for a value but that it is invalid.
  private var fault: String?

  init(argument: String) {
    name = argument
    do throws(Fault) {
      loss = try Self.loss(argument)
    } catch {
      loss = .adaptive()
      fault = error.message
    }
  }

  /// Checks that it is a loss.
  func validate() throws {
    if let fault {
      throw ValidationError("The value '\(name)' is invalid for '--loss <loss>': \(fault).")
    }
  }

  private struct Fault: Error { var message: String }

  private static func loss(_ argument: String) throws(Fault) -> FitPlan.Loss {
    var parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var kind: String?
    if let first = parts.first, !first.contains("=") {
      kind = first
      parts.removeFirst()
    }
    let named = try kind.map { name throws(Fault) in try Self.named(name) }
    var values: [String: String] = [:]
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
      let takesShape = kind == nil || kind == "mm"
      guard pair.count == 2, pair[0] == "scale" || pair[0] == "alpha" && takesShape else {
        throw Fault(message: "'\(part)' is none of its settings; there are \(Self.forms)")
      }
      guard values.updateValue(pair[1], forKey: pair[0]) == nil else {
        throw Fault(message: "'\(pair[0])' is given twice")
      }
    }
    let shape = try values["alpha"].map { text throws(Fault) in
      guard let shape = NumberArgument.number(text) else {
        throw Fault(message: "alpha is a decimal number, inf or -inf, not '\(text)'")
      }
      return shape
    }
    let scale = try values["scale"].map { text throws(Fault) in try Self.scale(text) }
    guard let named else {
      guard let shape else { throw Fault(message: "it needs a name or alpha; there are \(forms)") }
      return .member(shape: shape, scale: scale ?? .automatic)
    }
    if scale != nil, !named.hasScale { throw Fault(message: "'\(named.name)' has no scale") }
    guard let shape else { return named(scale: scale ?? .automatic) }
    guard shape < 0 else {
      throw Fault(message: "an MM-estimate needs a bounded loss: alpha below 0, not \(shape)")
    }
    return .mm(.member(shape: shape))
  }

  private static func named(_ name: String) throws(Fault) -> NamedLoss {
    if let loss = NamedLoss(named: name) { return loss }
    let near = Suggestion.nearest(to: name, among: allValueStrings)
    throw Fault(
      message: "there is no such loss; "
        + (near.map { "did you mean '\($0)'?" } ?? "there are \(forms)"))
  }

  private static func scale(_ text: String) throws(Fault) -> FitPlan.Scale {
    if text == "auto" { return .automatic }
    guard let scale = NumberArgument.number(text), scale > 0, scale.isFinite else {
      throw Fault(message: "scale is a positive decimal number or auto, not '\(text)'")
    }
    return .fixed(scale)
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
