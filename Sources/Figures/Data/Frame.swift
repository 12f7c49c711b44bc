/// One frame of a sequence: the values that it gives to names.
struct Frame: Sendable {
  var values: [String: Double]
  /// The step of the fit that it shows, if it shows one.
  var step: Int?
}
