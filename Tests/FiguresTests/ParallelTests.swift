import Foundation
import Testing

@testable import Figures

@Suite("Work on all cores")
struct ParallelTests {
  /// Counts from several threads.
  private final class Counts: @unchecked Sendable {
    private let lock = NSLock()
    private var made = 0
    private var taken = 0
    private(set) var mostAhead = 0

    func make() {
      lock.withLock {
        made += 1
        mostAhead = max(mostAhead, made - taken)
      }
    }
    func take() { lock.withLock { taken += 1 } }
    var total: Int { lock.withLock { made } }
  }

  private struct Stop: Error {}

  @Test(arguments: [1, 2, 5])
  func resultsComeInTheirOrder(jobs: Int) {
    @Sendable func work(_ i: Int) -> Int {
      // Later things are ready earlier.
      usleep(UInt32(i % 7 == 0 ? 2000 : 10))
      return i * i
    }
    #expect(Parallel.map(60, jobs: jobs, work) == (0..<60).map { $0 * $0 })
    #expect(Parallel.map(0, jobs: jobs, work) == [])

    let counts = Counts()
    var taken: [Int] = []
    let caller = Thread.current
    Parallel.inOrder(60, jobs: jobs) { i in
      counts.make()
      return work(i)
    } _: { i, result in
      counts.take()
      taken.append(i)
      #expect(result == i * i)
      #expect(Thread.current === caller)
    }
    #expect(taken == Array(0..<60))
    // What is done ahead is bounded: two a thread, and what is being taken.
    #expect(counts.mostAhead <= 2 * jobs + 1)
  }

  @Test(arguments: [1, 3])
  func anErrorEndsTheWork(jobs: Int) {
    let counts = Counts()
    var taken: [Int] = []
    #expect(throws: Stop.self) {
      try Parallel.inOrder(1000, jobs: jobs) { i in
        counts.make()
        return i
      } _: { i, _ in
        counts.take()
        taken.append(i)
        if i == 4 { throw Stop() }
      }
    }
    #expect(taken == Array(0...4))
    #expect(counts.total <= 5 + 2 * jobs)
  }
}
