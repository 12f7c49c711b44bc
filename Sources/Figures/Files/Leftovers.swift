import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Temporary files of runs that were killed before they could take them away.
package enum Leftovers {
  /// What the names of temporary files end in; they begin with a dot.
  static let ending = ".rho-part"

  /// Takes away those in the folder of a file that is about to be written alone; who writes many clears their folder
  /// once.
  package static func clear(beside path: String) {
    guard !path.hasPrefix("/dev/"), !AtomicFile.isDevice(path) else { return }
    clear(in: FilePath.folder(of: FileRoles.place(of: path) ?? path))
  }

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
