import Basics
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
  private final class Results<Result: Sendable>: Sendable {
    private let state: Locked<(next: Int, results: [Result?])>

    init(count: Int) { state = Locked((0, Array(repeating: nil, count: count))) }

    func take() -> Int? {
      state.with {
        guard $0.next < $0.results.count else { return nil }
        $0.next += 1
        return $0.next - 1
      }
    }

    func put(_ result: Result, at i: Int) { state.with { $0.results[i] = result } }

    var all: [Result] { state.with { $0.results.map { $0! } } }
  }

  /// Makes things by several threads and hands each on as soon as those before it are done, in their order
  /// and on the calling thread, which makes things, too, while it has to wait.
  ///
  /// No more than two a thread are there at once, however many there are in all.
  static func inOrder<Result: Sendable>(
    _ count: Int, jobs: Int, _ make: @escaping @Sendable (Int) -> Result,
    _ take: (Int, Result) throws -> Void
  ) rethrows {
    if jobs <= 1 || count <= 1 {
      for i in 0..<count { try take(i, make(i)) }
      return
    }
    let line = Line<Result>(count: count, room: 2 * jobs)
    let group = DispatchGroup()
    for _ in 1..<min(jobs, count) {
      DispatchQueue.global(qos: .userInitiated).async(group: group) {
        while let i = line.begin(waits: true) { line.finish(i, make(i)) }
      }
    }
    defer {
      line.cancel()
      group.wait()
    }
    for i in 0..<count {
      while true {
        if let result = line.take(i) {
          try take(i, result)
          break
        }
        if let next = line.begin(waits: false) {
          line.finish(next, make(next))
        } else {
          line.wait(for: i)
        }
      }
    }
  }

  /// What is being made, in a row of limited length.
  private final class Line<Result: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let count, room: Int
    private var next = 0
    private var taken = 0
    private var done: [Int: Result] = [:]
    private var isCancelled = false

    init(count: Int, room: Int) {
      self.count = count
      self.room = room
    }

    /// The next thing to be made; nil if there is none, or no room and nobody waits for it.
    func begin(waits: Bool) -> Int? {
      condition.lock()
      defer { condition.unlock() }
      while !isCancelled, next < count, next >= taken + room {
        guard waits else { return nil }
        condition.wait()
      }
      guard !isCancelled, next < count else { return nil }
      next += 1
      return next - 1
    }

    func finish(_ i: Int, _ result: Result) {
      condition.lock()
      defer { condition.unlock() }
      done[i] = result
      condition.broadcast()
    }

    /// A thing that has been made, which makes room for another.
    func take(_ i: Int) -> Result? {
      condition.lock()
      defer { condition.unlock() }
      guard let result = done.removeValue(forKey: i) else { return nil }
      taken = i + 1
      condition.broadcast()
      return result
    }

    func wait(for i: Int) {
      condition.lock()
      defer { condition.unlock() }
      while done[i] == nil { condition.wait() }
    }

    func cancel() {
      condition.lock()
      defer { condition.unlock() }
      isCancelled = true
      condition.broadcast()
    }
  }
}
