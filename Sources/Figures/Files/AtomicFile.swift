import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that are whole or not there: written beside their place, then renamed into it.
enum AtomicFile {
  /// Writes a file.
  /// - Parameters:
  ///   - pending: knows of the temporary file, so that an interrupted run can take it away.
  ///   - isOurs: whether it is a record of ours, which takes the place of whatever is there.
  /// - Throws: `FigureError` that names the path and the system's reason; nothing is left behind.
  static func write(
    _ bytes: [UInt8], to path: String, pending: PendingFiles = PendingFiles(), isOurs: Bool = false
  ) throws(FigureError) {
    let stream = try Stream(to: path, pending: pending, isOurs: isOurs)
    try stream.write(bytes)
    try stream.finish()
  }

  /// A file that is written piece by piece, and is there only once it is finished.
  ///
  /// What is there and is no file, such as `/dev/stdout` or a pipe, is written to as the bytes come: another
  /// file in its place would be the end of it.
  final class Stream {
    let path: String
    /// Where the bytes go until the file is finished; nil if they go where they belong at once.
    let temporary: String?
    /// Where they belong.
    private let place: String
    private let pending: PendingFiles
    private var file: Int32

    init(to path: String, pending: PendingFiles, isOurs: Bool = false) throws(FigureError) {
      if path.utf8.contains(0) {
        throw FigureError("cannot write a file with a zero byte in its name")
      }
      if isFolder(path) { throw FigureError("cannot write '\(path)': it is a folder") }
      self.path = path
      self.pending = pending
      if !isOurs, isDevice(path) || path.hasPrefix("/dev/") {
        place = path
        temporary = nil
        file = try Self.openDevice(path)
        return
      }
      // A link stays one; its file is the one that is written.
      place = isOurs ? path : resolved(path)
      guard let (temporary, file) = try Self.begin(beside: place, pending) else {
        throw Self.refusal(path, place)
      }
      self.temporary = temporary
      self.file = file
    }

    /// Opens what is no file. A pipe that nobody reads would be waited for without end.
    private static func openDevice(_ path: String) throws(FigureError) -> Int32 {
      // Whoever is to read it may have been started in the same moment.
      var patience = 20
      while true {
        let file = uninterrupted {
          open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK)
        }
        if file >= 0 {
          _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
          return file
        }
        guard errno == ENXIO, isPipe(path) else { throw failure("write", path) }
        guard patience > 0 else {
          throw FigureError(
            "cannot write '\(path)': it is a pipe that nobody reads; read it, or remove it")
        }
        patience -= 1
        usleep(10_000)
      }
    }

    /// Why no file can be made: a folder that is not there is named by mistake.
    private static func refusal(_ path: String, _ place: String) -> FigureError {
      guard errno == ENOENT || errno == ENOTDIR else { return failure("write", path) }
      let folder = FilePath.folder(of: place)
      guard !folder.isEmpty, !isFolder(folder) else { return failure("write", path) }
      return FigureError(
        "cannot write '\(path)': there is no folder '\(folder.dropLast())'; make it, or name another",
        isMistake: true)
    }

    /// Makes the temporary file and locks it, which tells other runs that it is no leftover.
    private static func begin(
      beside place: String, _ pending: PendingFiles
    ) throws(FigureError) -> (path: String, file: Int32)? {
      let slash = place.lastIndex(of: "/").map { place.index(after: $0) } ?? place.startIndex
      var attempt = 0
      while true {
        // Two runs at once must not write into one another's file, nor two machines with one number.
        let owner = attempt == 0 ? "\(getpid())" : "\(getpid())-\(attempt)"
        let path = "\(place[..<slash]).\(place[slash...]).\(owner)\(Leftovers.ending)"
        attempt += 1
        guard pending.begin(path) else { throw FigureError("interrupted") }
        // What somebody has put there in its place is neither followed nor waited for.
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let file = uninterrupted { open(path, flags, 0o666) }
        guard file >= 0 else {
          let reason = errno
          pending.end(path)
          errno = reason
          return nil
        }
        let isFree = flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
        // Another run may have taken it for a leftover before it was locked.
        if isFree, isSame(file, path), uninterrupted({ ftruncate(file, 0) }) == 0 {
          return (path, file)
        }
        close(file)
        pending.end(path)
        if attempt > 100 { throw FigureError("cannot write '\(place)': others are writing it") }
      }
    }

    /// Where another program is to write what belongs here.
    var target: String { temporary ?? path }

    /// Adds bytes at the end.
    func write(_ bytes: [UInt8]) throws(FigureError) { try writeAll(bytes, to: file, path) }

    /// Moves the file to its place.
    func finish() throws(FigureError) {
      // Closing may tell of what could not be written, so it comes first; the lock stays until the end.
      let lock = fcntl(file, F_DUPFD_CLOEXEC, 0)
      defer { if lock >= 0 { close(lock) } }
      let status = close(file)
      file = -1
      // What a signal interrupts is closed none the less.
      guard status == 0 || errno == EINTR else { throw failure("write", path) }
      guard let temporary else { return }
      guard uninterrupted({ rename(temporary, place) }) == 0 else { throw failure("write", path) }
      pending.end(temporary)
      isFinished = true
    }

    private var isFinished = false

    deinit {
      // Not finished: nothing is left behind.
      if let temporary, !isFinished {
        unlink(temporary)
        pending.end(temporary)
      }
      if file >= 0 { close(file) }
    }
  }

  /// Writes all bytes to an open file.
  static func writeAll(
    _ bytes: [UInt8], to file: Int32, _ path: String
  ) throws(FigureError) {
    guard Descriptor.writeAll(file, bytes) else { throw failure("write", path) }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FigureError) {
    if path.isEmpty || isFolder(path) { return }
    let parent = FilePath.folder(of: path)
    if parent.count > 1 { try makeFolder(String(parent.dropLast())) }
    guard uninterrupted({ mkdir(path, 0o777) }) == 0 || errno == EEXIST && isFolder(path) else {
      throw failure("make the folder", path)
    }
  }

  /// The file that a symbolic link leads to; the path itself if it is none.
  private static func resolved(_ path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let real = realpath(path, nil)
    else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether an open file is the one of this name.
  private static func isSame(_ file: Int32, _ path: String) -> Bool {
    var (a, b) = (stat(), stat())
    return fstat(file, &a) == 0 && lstat(path, &b) == 0 && a.st_ino == b.st_ino
      && a.st_dev == b.st_dev && b.st_mode & S_IFMT == S_IFREG
  }

  /// Whether something is there that is neither a file nor a folder.
  static func isDevice(_ path: String) -> Bool {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether a pipe is there.
  static func isPipe(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  static func failure(_ verb: String, _ path: String) -> FigureError {
    FigureError("cannot \(verb) '\(path)': \(String(cString: strerror(errno)))")
  }
}
