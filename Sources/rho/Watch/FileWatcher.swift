#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Notices when files change, by looking at them: that works for every editor, every file system and every
/// system, and costs some microseconds a file.
struct FileWatcher {
  /// What tells one state of a file from another.
  struct Stamp: Equatable {
    var size: Int
    var inode: UInt64
    var seconds: Int
    var nanoseconds: Int

    /// nil if there is no such file.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      size = Int(status.st_size)
      inode = UInt64(status.st_ino)
      #if canImport(Darwin)
        (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #else
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #endif
    }

    /// The stamp in a word.
    var text: String { "\(seconds).\(nanoseconds)-\(size)" }
  }

  private var stamps: [String: Stamp?] = [:]

  /// Watches these files and no others: new ones as they are now, the rest as they were when they were
  /// looked at last, so that no change is missed.
  mutating func watch(_ paths: [String]) {
    let known = stamps
    stamps = Dictionary(paths.map { ($0, known[$0] ?? Stamp($0)) }) { first, _ in first }
  }

  /// Waits until a file has changed and then been left alone for a moment: an editor may write a file in
  /// several goes, or take it away before it puts the new one there.
  mutating func waitForChange() {
    while current == stamps { Self.sleep(milliseconds: Self.pause) }
    // A file that is written without end must not keep its pictures waiting for ever.
    var patience = Self.patience
    var before = current
    while patience > 0 {
      Self.sleep(milliseconds: Self.pause)
      let now = current
      // One that is away or empty, and one that goes on changing, are given time.
      if now == before, now.values.allSatisfy({ $0.map { $0.size > 0 } ?? false }) { break }
      if now == before, patience <= Self.patience / 2 { break }
      before = now
      patience -= 1
    }
    stamps = before
  }

  /// Milliseconds from one look to the next.
  private static let pause: UInt32 = 20
  /// How many looks a file is given to become whole.
  private static let patience = 25

  private var current: [String: Stamp?] {
    Dictionary(uniqueKeysWithValues: stamps.keys.map { ($0, Stamp($0)) })
  }

  private static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }
}
