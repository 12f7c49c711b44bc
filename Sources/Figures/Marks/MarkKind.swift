import Config
import Plotting

/// A mark as a config declares it, and how it becomes marks of a plot.
protocol MarkSpec: Sendable {
  /// Whether it stands in a space of three axes.
  var isSolid: Bool { get }
  /// Why nothing of it can be seen on an axis of x with these ends; nil if something can.
  func fault(from: Double, to: Double) -> String?
  /// The marks of a plane at a moment, from back to front.
  func marks(at moment: Moment) throws -> [any Mark]
  /// The marks of a space at a moment.
  func solids(at moment: Moment) throws -> [any SpaceMark]
}

extension MarkSpec {
  var isSolid: Bool { false }
  func fault(from: Double, to: Double) -> String? { nil }
  func solids(at moment: Moment) throws -> [any SpaceMark] { [] }
}

/// A kind of mark: the key that tells it, what may stand in it, how it is decoded.
///
/// A new mark has a file of its own in this folder and a line in `all`, beside.
struct MarkKind: Sendable {
  var key: String
  var spec: ObjectSpec
  var decode: @Sendable (Fields, Scope) -> (any MarkSpec)?

  init(
    _ key: String, _ spec: ObjectSpec,
    _ decode: @escaping @Sendable (Fields, Scope) -> (any MarkSpec)?
  ) {
    self.key = key
    self.spec = spec
    self.decode = decode
  }
}
