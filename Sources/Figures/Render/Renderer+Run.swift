import Foundation

extension Renderer {
  /// Draws what is not up to date and writes it.
  /// - Parameter report: called after each file, from one thread at a time.
  /// - Returns: the number of files written and the number of those that were up to date.
  /// - Throws: `ConfigError` for mistakes in data, fits or figures; `FigureError` for files that cannot
  ///   be written. Pictures finished before stay.
  public func run(report: @escaping @Sendable (Event) -> Void = { _ in }) throws
    -> (written: Int, upToDate: Int)
  {
    try AtomicFile.makeFolder(folder)
    var state = RenderState(folder: folder)
    let inputs = try inputDigests()
    let progress = Progress(total: pictures.count * formats.count, report: report)
    var stale: [(picture: Int, formats: [FigureFile.Format])] = []
    var fresh = 0
    for (i, picture) in pictures.enumerated() {
      var missing: [FigureFile.Format] = []
      for format in formats {
        let name = "\(picture.stem).\(format.rawValue)"
        let path = FilePath.join(folder, name)
        if !options.isForced, state.isFresh(name, at: path, input: inputs[i]) {
          progress.add(path, bytes: nil)
          fresh += 1
        } else {
          missing.append(format)
        }
      }
      if !missing.isEmpty { stale.append((i, missing)) }
    }
    guard !stale.isEmpty else { return (0, fresh) }

    let evaluation = try Evaluation(file)
    let work = stale
    let outcomes = Parallel.map(work.count, jobs: options.jobs) { n in
      write(work[n].picture, work[n].formats, inputs[work[n].picture], evaluation, progress)
    }
    for (name, entry) in outcomes.flatMap(\.entries) { state.entries[name] = entry }
    // What is done is remembered also if something else failed; a state that cannot be written costs
    // no more than time.
    let failure = Self.failure(among: outcomes.compactMap(\.error))
    if failure == nil { try state.write(folder: folder) } else { try? state.write(folder: folder) }
    if let failure { throw failure }
    return (outcomes.reduce(0) { $0 + $1.entries.count }, fresh)
  }

  /// Ends a run from another thread or a signal: temporary files are taken away, and no more are made.
  public func cancel() { pending.cancel() }

  /// Reads data, computes fits and lays out every figure, without writing anything.
  /// - Throws: `ConfigError` with all the mistakes.
  public func validate() throws {
    let evaluation = try Evaluation(file)
    let errors = pictures.compactMap { picture -> (any Error)? in
      do {
        let drawing = try drawing(of: picture, evaluation)
        if formats.contains(.png) { try checkSize(of: drawing, picture) }
        return nil
      } catch {
        return error
      }
    }
    if let failure = Self.failure(among: errors) { throw failure }
  }

  private typealias Outcome = (entries: [(String, RenderState.Entry)], error: (any Error)?)

  private func write(
    _ index: Int, _ formats: [FigureFile.Format], _ input: String, _ evaluation: Evaluation,
    _ progress: Progress
  ) -> Outcome {
    let picture = pictures[index]
    var entries: [(String, RenderState.Entry)] = []
    do {
      let drawing = try drawing(of: picture, evaluation)
      if formats.contains(.png) { try checkSize(of: drawing, picture) }
      for format in formats {
        let name = "\(picture.stem).\(format.rawValue)"
        let path = FilePath.join(folder, name)
        let bytes = try bytes(of: drawing, as: format)
        try AtomicFile.write(bytes, to: path, pending: pending)
        entries.append((name, RenderState.Entry(input: input, output: bytes, path: path)))
        progress.add(path, bytes: bytes.count)
      }
      return (entries, nil)
    } catch {
      return (entries, error)
    }
  }

  /// All mistakes of figures together, or the first other failure in the order of the file.
  static func failure(among errors: [any Error]) -> (any Error)? {
    if let other = errors.first(where: { !($0 is ConfigError) }) { return other }
    var seen: Set<Diagnostic> = []
    let distinct = errors.flatMap { ($0 as? ConfigError)?.diagnostics ?? [] }
      .filter { seen.insert($0).inserted }
    return distinct.isEmpty ? nil : ConfigError(distinct)
  }
}

/// Tells what is done, one file at a time.
private final class Progress: @unchecked Sendable {
  private let lock = NSLock()
  private let total: Int
  private let report: @Sendable (Renderer.Event) -> Void
  private var done = 0

  init(total: Int, report: @escaping @Sendable (Renderer.Event) -> Void) {
    self.total = total
    self.report = report
  }

  func add(_ path: String, bytes: Int?) {
    lock.withLock {
      done += 1
      report(Renderer.Event(path: path, bytes: bytes, done: done, total: total))
    }
  }
}
