import Basics
import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is remembered of a folder's numbered frames: from which input they are, how many there are in all, and
/// of each finished file its size, time and digest. An interrupted run goes on from it.
///
/// A run adds a line to its record, `.rho-frames`, after each file. Parts that run side by side, maybe on several
/// machines, have a record each, `.rho-frames-3-8`, so that none writes into another's; all are read.
final class FrameRecord: Sendable {
  let folder: String
  /// The digest of everything that the frames depend on.
  private let input: String
  private let part: (number: Int, of: Int)
  /// How many frames there are, as the records say; nil if none is of the same input.
  let count: Int?
  /// What the records say of each file; parts may say different things, all of the same bytes.
  private let known: [String: [RenderState.Entry]]
  private let state = Locked(State())

  private struct State {
    var file: Int32 = -1
  }

  private static let name = ".rho-frames"

  /// Reads the records of a folder.
  init(folder: String, input: String, part: (number: Int, of: Int)) {
    self.folder = folder
    self.input = input
    self.part = part
    var count: Int?
    var known: [String: [RenderState.Entry]] = [:]
    for name in AtomicFile.names(in: folder) where Self.isRecord(name) {
      let path = FilePath.join(folder, name)
      guard let bytes = try? AtomicFile.readWritten(path, limit: 1 << 26),
        let text = String(validating: bytes, as: UTF8.self)
      else { continue }
      let lines = text.split(separator: "\n")
      guard let head = lines.first?.split(separator: " "), head.count == 2,
        let frames = Int(head[0]), frames > 0, head[1] == Self.digest(input, frames)
      else { continue }
      count = frames
      for line in lines.dropFirst() {
        // A line that was cut short says nothing.
        let parts = line.split(separator: " ")
        guard parts.count == 3 else { continue }
        known[String(parts[0]), default: []].append(
          RenderState.Entry(input: input, output: String(parts[2]), stamp: String(parts[1])))
      }
    }
    self.count = count
    self.known = known
  }

  deinit { state.with { if $0.file >= 0 { close($0.file) } } }

  static func isRecord(_ name: String) -> Bool {
    name == Self.name || name.hasPrefix(Self.name + "-")
  }

  /// What stands for input and count together: neither is believed without the other.
  private static func digest(_ input: String, _ count: Int) -> String {
    var digest = Digest()
    digest.add(input)
    digest.add("\(count)")
    return digest.text
  }

  private var path: String {
    FilePath.join(folder, part.of == 1 ? Self.name : "\(Self.name)-\(part.number)-\(part.of)")
  }

  /// Whether a file is there as it was written, from the same input.
  func isFresh(_ name: String) -> Bool {
    known[name]?.contains { $0.isThere(FilePath.join(folder, name)) } ?? false
  }

  /// Begins this run's record with the files that are good.
  func begin(count: Int, good names: [String], _ pending: PendingFiles) throws(FigureError) {
    var text = "\(count) \(Self.digest(input, count))\n"
    for name in names {
      let path = FilePath.join(folder, name)
      guard let stamp = AtomicFile.stamp(path),
        let output = known[name]?.first(where: { $0.isThere(path) })?.output
      else { continue }
      text += "\(name) \(stamp) \(output)\n"
    }
    try AtomicFile.write(Array(text.utf8), to: path, pending: pending, isOurs: true)
    // Now that one record says it all.
    if part.of == 1 {
      for name in AtomicFile.names(in: folder) where name.hasPrefix(Self.name + "-") {
        unlink(FilePath.join(folder, name))
      }
    }
  }

  /// Adds a file that is finished.
  func add(_ name: String, _ bytes: [UInt8]) throws(FigureError) {
    let entry = RenderState.Entry(
      input: input, output: bytes, path: FilePath.join(folder, name))
    let line = Array("\(name) \(entry.stamp) \(entry.output)\n".utf8)
    let result = state.with { state -> Result<Void, FigureError> in
      Result { () throws(FigureError) in
        if state.file < 0 {
          state.file = uninterrupted { open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW) }
          guard state.file >= 0 else { throw AtomicFile.failure("write", path) }
        }
        try AtomicFile.writeAll(line, to: state.file, path)
      }
    }
    try result.get()
  }
}
