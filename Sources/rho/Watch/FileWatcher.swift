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
  private struct Stamp: Equatable {
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
    while current == stamps { Self.sleep(milliseconds: 30) }
    while true {
      let before = current
      Self.sleep(milliseconds: 20)
      if current == before, before.values.allSatisfy({ $0 != nil }) { break }
      // A file that stays away is a change too.
      if current == before {
        Self.sleep(milliseconds: 200)
        if current == before { break }
      }
    }
    stamps = current
  }

  private var current: [String: Stamp?] {
    Dictionary(uniqueKeysWithValues: stamps.keys.map { ($0, Stamp($0)) })
  }

  private static func sleep(milliseconds: UInt32) { usleep(milliseconds * 1000) }
}
