import Dispatch
import Foundation

/// The same work on many things at once.
enum Parallel {
  /// The results of `work` for 0, 1, … `count − 1`, in that order, by at most `jobs` threads.
  static func map<Result: Sendable>(
    _ count: Int, jobs: Int, _ work: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    if jobs <= 1 || count <= 1 { return (0..<count).map(work) }
    let results = Results<Result>(count: count)
    DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
      while let i = results.take() { results.put(work(i), at: i) }
    }
    return results.all
  }

  /// Hands out work and takes in results.
  private final class Results<Result: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var next = 0
    private var results: [Result?]

    init(count: Int) { results = Array(repeating: nil, count: count) }

    func take() -> Int? {
      lock.withLock {
        guard next < results.count else { return nil }
        next += 1
        return next - 1
      }
    }

    func put(_ result: Result, at i: Int) { lock.withLock { results[i] = result } }

    var all: [Result] { lock.withLock { results.map { $0! } } }
  }
}
