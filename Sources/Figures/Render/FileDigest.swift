#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The digest of a file's content, read in blocks, so that it takes the same memory for every file.
enum FileDigest {
  /// A multiple of the words that digests are made of.
  private static let block = 1 << 16

  /// Whether something is there that is neither a file nor a folder.
  static func isNoFile(_ path: String) -> Bool {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The digest of a regular file; nil for what cannot be read, and for what is none: a pipe could be read
  /// only once, and a device may have no end.
  static func text(of path: String) -> String? {
    if path.utf8.contains(0) { return nil }
    // Without waiting for whoever writes to a pipe.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var digest = Digest()
    var isAtEnd = false
    while !isAtEnd {
      var failed = false
      let bytes = [UInt8](unsafeUninitializedCapacity: block) { buffer, filled in
        while filled < block {
          #if canImport(Darwin)
            let n = Darwin.read(file, buffer.baseAddress! + filled, block - filled)
          #elseif canImport(Musl)
            let n = Musl.read(file, buffer.baseAddress! + filled, block - filled)
          #else
            let n = Glibc.read(file, buffer.baseAddress! + filled, block - filled)
          #endif
          if n < 0, errno == EINTR { continue }
          failed = n < 0
          isAtEnd = n <= 0
          if n <= 0 { break }
          filled += n
        }
      }
      if failed { return nil }
      digest.add(bytes)
    }
    return digest.text
  }
}
