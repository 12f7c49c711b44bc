#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// swift-system was weighed: it repeats interrupted calls too, but has no poll, no rename and no duplicate that closes
// on exec, so that most callers would need both. These are all that we would have taken from it.

/// Asks the system again as long as a signal keeps it from answering.
package func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

/// Reading and writing open files, whatever signals come.
package enum Descriptor {
  /// Reads what is there, at most as much as there is room for.
  /// - Returns: how many bytes; 0 at the end, −1 with the reason in `errno`.
  package static func read(_ file: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    uninterrupted {
      #if canImport(Glibc)
        Glibc.read(file, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        Musl.read(file, buffer.baseAddress, buffer.count)
      #else
        Darwin.read(file, buffer.baseAddress, buffer.count)
      #endif
    }
  }

  /// The next bytes, at most so many; empty at the end, nil with the reason in `errno`.
  package static func read(_ file: Int32, atMost size: Int) -> [UInt8]? {
    var n = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      n = read(file, into: UnsafeMutableRawBufferPointer(buffer))
      count = max(n, 0)
    }
    return n < 0 ? nil : chunk
  }

  /// Writes some of the bytes.
  /// - Returns: how many; −1 with the reason in `errno`.
  package static func write(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    uninterrupted {
      #if canImport(Glibc)
        Glibc.write(file, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        Musl.write(file, bytes.baseAddress, bytes.count)
      #else
        Darwin.write(file, bytes.baseAddress, bytes.count)
      #endif
    }
  }

  /// Writes all bytes.
  /// - Returns: false, with the reason in `errno`, if not all could be.
  package static func writeAll(_ file: Int32, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let n = write(file, UnsafeRawBufferPointer(rebasing: bytes[done...]))
        if n <= 0 { return false }
        done += n
      }
      return true
    }
  }
}
