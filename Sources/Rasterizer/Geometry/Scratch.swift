/// A growing list of values outside of Swift's arrays, reused from one subpath to the next: access
/// through a class's array property costs ten times as much.
final class Scratch<Element: BitwiseCopyable> {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 256) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always) func append(_ e: Element) {
    if count == capacity { grow() }
    base[count] = e
    count += 1
  }

  @inline(__always) func removeAll() { count = 0 }

  /// The elements as a collection that can be sorted.
  var all: UnsafeMutableBufferPointer<Element> {
    get { UnsafeMutableBufferPointer(start: base, count: count) }
    // Sorting mutates what the buffer points at; there is nothing to put back.
    set {}
  }

  @inline(__always) func removeLast() { count -= 1 }

  /// Shortens the list.
  @inline(__always) func truncate(to n: Int) { count = n }

  private func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
