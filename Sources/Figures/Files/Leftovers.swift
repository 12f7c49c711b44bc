import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Temporary files of runs that were killed before they could take them away.
enum Leftovers {
  /// What the names of temporary files end in; they begin with a dot.
  static let ending = ".rho-part"

  /// Takes away those in a folder. Who writes one holds a lock on it, which ends with the process: what is
  /// locked stays.
  static func clear(in folder: String) {
    for name in AtomicFile.names(in: folder) where name.hasPrefix(".") && name.hasSuffix(ending) {
      let path = FilePath.join(folder, name)
      var status = stat()
      let file = uninterrupted { open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
      guard file >= 0 else { continue }
      defer { close(file) }
      if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        flock(file, LOCK_EX | LOCK_NB) == 0
      {
        unlink(path)
      }
    }
  }
}
