/// Bits in the order of DEFLATE, the lowest of a byte first.
struct BitWriter: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0
  /// Bits that do not fill a byte yet.
  private var pending: UInt64 = 0
  private var pendingCount: UInt64 = 0

  init(capacity: Int = 1 << 16) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// Makes room for so many bytes beyond those that are there.
  mutating func reserve(_ room: Int) {
    if count + room + 8 <= capacity { return }
    let larger = max(2 * capacity, count + room + 8)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = moved
    capacity = larger
  }

  /// Writes up to 57 bits, for which there must be room.
  @inline(__always)
  mutating func put(_ bits: UInt64, _ length: UInt64) {
    pending |= bits &<< pendingCount
    pendingCount &+= length
    UnsafeMutableRawPointer(bytes + count).storeBytes(of: pending.littleEndian, as: UInt64.self)
    let whole = pendingCount &>> 3
    count &+= Int(truncatingIfNeeded: whole)
    pending &>>= whole &* 8
    pendingCount &= 7
  }

  /// Fills the last byte with zeros.
  mutating func align() {
    if pendingCount > 0 { put(0, 8 - pendingCount) }
  }

  /// What has been written, which is taken away.
  mutating func take() -> [UInt8] {
    defer { (count, pending, pendingCount) = (0, 0, 0) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}
