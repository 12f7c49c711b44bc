#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The bytes of a file.
///
/// By the C library and not by Foundation, which takes longer to load than a fit takes.
///
/// - Throws: `CSVError` with the system's reason if the file cannot be read, or if it has more than
///   `limit` bytes (a device may have no end).
func readFile(_ path: String, limit: Int = 1 << 30) throws(CSVError) -> [UInt8] {
  func failure() -> CSVError {
    CSVError(file: path, message: "cannot be read: \(String(cString: strerror(errno)))")
  }
  if path.utf8.contains(0) {
    throw CSVError(file: path, message: "cannot be read: a zero byte in the file's name")
  }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  if descriptor < 0 { throw failure() }
  defer { close(descriptor) }

  // One read takes a regular file whole, a second finds its end.
  var status = stat()
  let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  let room = max(min(size, limit) + 1, 1 << 16)
  var bytes: [UInt8] = []
  while true {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      repeat {
        count = read(descriptor, buffer.baseAddress, room)
      } while count < 0 && errno == EINTR
      filled = max(count, 0)
    }
    if count < 0 { throw failure() }
    if count == 0 { return bytes }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    if bytes.count > limit {
      throw CSVError(file: path, message: "the file has more than \(limit) bytes")
    }
  }
}
