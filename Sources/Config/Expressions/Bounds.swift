/// What the value of a number has to keep.
package struct Bounds: Sendable {
  /// What a value must be, to follow the number's name; nil if it is so.
  let fault: @Sendable (Double) -> String?
  /// Whether the value is a whole number.
  let isWhole: Bool

  private init(isWhole: Bool = false, _ fault: @escaping @Sendable (Double) -> String?) {
    self.fault = fault
    self.isWhole = isWhole
  }

  /// Every number, infinities too.
  package static let any = Bounds { _ in nil }

  /// - Parameter unit: follows the message, as in `, in degrees`.
  package static func finite(_ unit: String = "") -> Bounds {
    Bounds { $0.isFinite ? nil : "must be finite" + unit }
  }

  /// No less than a limit, infinity too.
  /// - Parameter reason: follows the message.
  package static func atLeast(_ limit: Int, _ reason: String) -> Bounds {
    Bounds { $0 >= Double(limit) ? nil : "must be at least \(limit)" + reason }
  }

  package static let positive = Bounds {
    $0 > 0 && $0.isFinite ? nil : "must be a positive, finite number"
  }

  /// Above zero, and no more than a limit.
  package static func positive(atMost limit: Int, _ unit: String = "") -> Bounds {
    Bounds {
      positive.fault($0)
        ?? ($0 <= Double(limit)
          ? nil : "must be at most \(limit)" + (unit.isEmpty ? "" : " " + unit))
    }
  }

  /// Above zero, finite, and within a range.
  package static func positive(
    from low: Double, to high: Double, _ unit: String = ""
  ) -> Bounds {
    Bounds { positive.fault($0) ?? between(low, high, unit).fault($0) }
  }

  package static func between(_ low: Double, _ high: Double, _ unit: String = "") -> Bounds {
    Bounds {
      $0 >= low && $0 <= high
        ? nil
        : "must lie between \(short(low)) and \(short(high))" + (unit.isEmpty ? "" : " " + unit)
    }
  }

  /// A whole number of a range.
  package static func whole(_ range: ClosedRange<Int>) -> Bounds {
    Bounds(isWhole: true) {
      $0 >= Double(range.lowerBound) && $0 <= Double(range.upperBound)
        ? nil : "must lie between \(range.lowerBound) and \(range.upperBound)"
    }
  }

  private static func short(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }
}
