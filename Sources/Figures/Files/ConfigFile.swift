import Basics
import Config

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reading what the user named on the command line.
public enum ConfigFile {
  /// Whether there is such a file or folder.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The bytes of a config; `-` stands for standard input.
  /// - Throws: `FigureError`, as a mistake of the user if there is no such file.
  public static func read(_ path: String) throws -> [UInt8] {
    if path == "-" {
      var bytes: [UInt8] = []
      while let chunk = try readChunk() {
        bytes += chunk
        // Whoever decodes it would count what has come so far.
        if bytes.count > YAMLReader.largest {
          throw ConfigError([
            Diagnostic(
              file: "<stdin>",
              message:
                "the file has more than the \(YAMLReader.largest) bytes of the largest config")
          ])
        }
      }
      return bytes
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw FigureError(
        "cannot read '\(path)': \(String(cString: strerror(errno)))",
        isMistake: errno == ENOENT || errno == ENOTDIR)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FigureError("'\(path)' is a folder; name the config in it", isMistake: true)
    }
    guard status.st_size <= YAMLReader.largest else {
      throw ConfigError([
        Diagnostic(
          file: path,
          message: "the file has \(status.st_size) bytes; a config may have \(YAMLReader.largest)")
      ])
    }
    return try AtomicFile.read(path, limit: YAMLReader.largest)
  }

  /// The bytes of a config that is read again and again.
  /// - Throws: `FigureError` as `read`, and where it is no file: a pipe would be waited for, maybe for ever.
  package static func readAgain(_ path: String) throws -> [UInt8] {
    try refuseOthers(than: path)
    return try AtomicFile.readWritten(path, limit: YAMLReader.largest)
  }

  /// Refuses what is there and is no file: a pipe can be read once, and a device has no end.
  package static func refuseOthers(than path: String) throws(FigureError) {
    guard AtomicFile.isDevice(path) else { return }
    throw FigureError(
      "'\(path)' is not a file, and cannot be read again and again", isMistake: true)
  }

  /// The next bytes of standard input; nil at its end.
  private static func readChunk() throws(FigureError) -> [UInt8]? {
    guard let chunk = Descriptor.read(STDIN_FILENO, atMost: 1 << 16) else {
      throw FigureError("cannot read standard input: \(String(cString: strerror(errno)))")
    }
    return chunk.isEmpty ? nil : chunk
  }
}
