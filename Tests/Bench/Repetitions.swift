import Foundation

/// Repeats a piece of work and times each repetition, after one that does not count.
struct Repetitions {
  let count: Int

  func time(_ body: () throws -> Void) rethrows -> [Double] {
    try body()
    return try (0..<count).map { _ in
      let start = ContinuousClock.now
      try body()
      let parts = (ContinuousClock.now - start).components
      return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
    }
  }
}

/// Prints what was measured, as a line of JSON.
func report(seconds: [Double], bytes: Int? = nil) throws {
  struct Report: Encodable {
    var seconds: [Double]
    var bytes: Int?
  }
  let data = try JSONEncoder().encode(Report(seconds: seconds, bytes: bytes))
  print(String(decoding: data, as: UTF8.self))
}
