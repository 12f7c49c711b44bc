/// What threads share without a lock, such as a pointer: each writes where no other reads or writes.
package struct Unchecked<T>: @unchecked Sendable {
  package let value: T
  package init(_ value: T) { self.value = value }
}
