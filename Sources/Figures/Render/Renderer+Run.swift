import Basics
import Config
import Drawing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Renderer {
  /// Draws what is not up to date and writes it.
  /// - Parameter report: called after each file, from one thread at a time.
  /// - Returns: the number of files written and the number of those that were up to date.
  /// - Throws: `ConfigError` for mistakes in data, fits or figures; `FigureError` for files that cannot
  ///   be written. Pictures finished before stay.
  public func run(report: @escaping @Sendable (Event) -> Void = { _ in }) throws
    -> (written: Int, upToDate: Int)
  {
    try checkRoles()
    try AtomicFile.makeFolder(folder)
    Leftovers.clear(in: folder)
    var state = RenderState(folder: folder)
    let inputs = try inputDigests()
    var stale: [(picture: Int, formats: [FigureFile.Format])] = []
    var moving: [(picture: Int, outputs: [FramesSpec.Output])] = []
    var fresh: [String] = []
    var freshCount = 0
    for (i, picture) in pictures.enumerated() {
      var missing: [FigureFile.Format] = []
      for format in formats {
        let name = picture.name(format)
        if isFresh(name, inputs[i], state) { fresh.append(name) } else { missing.append(format) }
      }
      freshCount += formats.count - missing.count
      if !missing.isEmpty { stale.append((i, missing)) }
      let outputs = staleOutputs(of: picture, inputs[i], state, &fresh, &freshCount)
      if !outputs.isEmpty { moving.append((i, outputs)) }
    }
    let isTouched = try touch(fresh, inputs, &state)
    let progress = Progress(report: report)
    progress.expect(fresh.count + stale.reduce(0) { $0 + $1.formats.count })
    for name in fresh { progress.add(FilePath.join(folder, name), bytes: nil) }
    guard !(stale.isEmpty && moving.isEmpty) else {
      if isTouched { try state.write(folder: folder) }
      return (0, freshCount)
    }

    let drawn = stale.map(\.picture) + moving.map(\.picture)
    let evaluation = try evaluation(for: drawn.map { pictures[$0].figure })
    let work = stale
    // A picture alone has all cores for itself.
    let threads = max(1, options.jobs / max(work.count, 1))
    var outcomes = Parallel.map(work.count, jobs: options.jobs) { n in
      write(
        work[n].picture, work[n].formats, inputs[work[n].picture], evaluation, progress, threads)
    }
    for (i, outputs) in moving {
      outcomes.append(writeMoving(i, outputs, inputs[i], evaluation, progress))
    }
    for (name, entry) in outcomes.flatMap(\.entries) { state.entries[name] = entry }
    // What is done is remembered also if something else failed; a state that cannot be written costs
    // no more than time.
    let failure = Self.failure(among: outcomes.compactMap(\.error))
    if failure == nil { try state.write(folder: folder) } else { try? state.write(folder: folder) }
    if let failure { throw failure }
    return outcomes.reduce((0, freshCount)) { ($0.0 + $1.written, $0.1 + $1.upToDate) }
  }

  /// Gives files that are up to date a time that is not before that of what they are made from, so that `make` and
  /// its like know them to be up to date, too.
  /// - Returns: whether a file of the state has another time now.
  private func touch(
    _ fresh: [String], _ inputs: [String], _ state: inout RenderState
  ) throws -> Bool {
    guard options.setsTimes,
      let newest = ([file.path] + file.inputs).compactMap(AtomicFile.time).max(
        by: AtomicFile.isBefore)
    else { return false }
    var isTouched = false
    for name in fresh {
      let path = FilePath.join(folder, name)
      guard state.entries[name] != nil, AtomicFile.touch(path, ifBefore: newest),
        let stamp = AtomicFile.stamp(path)
      else { continue }
      state.entries[name]?.stamp = stamp
      isTouched = true
    }
    let names = Set(fresh)
    for (picture, input) in zip(pictures, inputs) where names.contains(picture.stem) {
      try sequenceWriter(of: picture, input: input)?.touchFiles(ifBefore: newest)
    }
    return isTouched
  }

  func isFresh(_ name: String, _ input: String, _ state: RenderState) -> Bool {
    !options.isForced && state.isFresh(name, at: FilePath.join(folder, name), input: input)
  }

  /// Ends a run from another thread or a signal: temporary files are taken away, and no more are made.
  public func cancel() { pending.cancel() }

  /// What drawing a picture led to.
  struct Outcome {
    /// What to remember of the files.
    var entries: [(String, RenderState.Entry)] = []
    /// How many files were written.
    var written = 0
    /// How many more of the numbered files were there already.
    var upToDate = 0
    var error: (any Error)?
  }

  private func write(
    _ index: Int, _ formats: [FigureFile.Format], _ input: String, _ evaluation: Evaluation,
    _ progress: Progress, _ threads: Int
  ) -> Outcome {
    let picture = pictures[index]
    var outcome = Outcome()
    do {
      let drawing = try drawing(of: picture, evaluation)
      if formats.contains(where: \.isRaster) { try checkSize(of: drawing, picture) }
      for format in formats {
        let name = picture.name(format)
        let path = FilePath.join(folder, name)
        let bytes = try bytes(of: drawing, as: format, threads: threads)
        try AtomicFile.write(bytes, to: path, pending: pending)
        outcome.entries.append((name, RenderState.Entry(input: input, output: bytes, path: path)))
        outcome.written += 1
        progress.add(path, bytes: bytes.count)
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }

  /// All mistakes of figures together, or the first other failure in the order of the file.
  static func failure(among errors: [any Error]) -> (any Error)? { ConfigError.all(of: errors) }
}

/// Tells what is done, one file at a time.
final class Progress: Sendable {
  private let report: @Sendable (Renderer.Event) -> Void
  private let state = Locked((done: 0, total: 0))

  init(report: @escaping @Sendable (Renderer.Event) -> Void) { self.report = report }

  /// Expects so many files more.
  func expect(_ count: Int) { state.with { $0.total += count } }

  func add(_ path: String, bytes: Int?) {
    state.with {
      $0.done += 1
      report(
        Renderer.Event(path: path, bytes: bytes, done: $0.done, total: max($0.total, $0.done)))
    }
  }
}
