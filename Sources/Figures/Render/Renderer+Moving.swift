extension Renderer {
  /// What writes the frames of a picture; nil for one that stands still.
  func sequenceWriter(
    of picture: Picture, input: String = "",
    report: @escaping @Sendable (_ path: String, _ bytes: Int?) -> Void = { _, _ in }
  ) -> SequenceWriter? {
    picture.figure.frames.map {
      SequenceWriter(
        renderer: self, picture: picture, spec: $0, input: input, report: report)
    }
  }

  /// The forms of a moving picture that are not up to date; the names of those that are are added to
  /// `fresh`, and to `count` how many files they stand for.
  func staleOutputs(
    of picture: Picture, _ input: String, _ state: RenderState, _ fresh: inout [String],
    _ count: inout Int
  ) -> [FramesSpec.Output] {
    guard let writer = sequenceWriter(of: picture, input: input) else { return [] }
    writer.clearLeftovers()
    return outputs(of: writer.spec).filter { output in
      let name = picture.name(of: output)
      let isFresh =
        output == .files
        ? !options.isForced && writer.isComplete : self.isFresh(name, input, state)
      if isFresh {
        fresh.append(name)
        count += output == .files ? writer.fileCount : 1
      }
      return !isFresh
    }
  }

  /// A part of a sequence has no animation of the whole.
  private func outputs(of spec: FramesSpec) -> [FramesSpec.Output] {
    options.shard.of == 1 ? spec.outputs : spec.outputs.filter { $0 == .files }
  }

  /// Writes the frames of a picture in the given forms.
  func writeMoving(
    _ index: Int, _ outputs: [FramesSpec.Output], _ input: String, _ evaluation: Evaluation,
    _ progress: Progress
  ) -> Outcome {
    let picture = pictures[index]
    var outcome = Outcome()
    guard
      let writer = sequenceWriter(
        of: picture, input: input, report: { progress.add($0, bytes: $1) })
    else { return outcome }
    do {
      let sequence = try FrameSequence(picture, writer.spec, self, evaluation)
      try checkSize(of: sequence.drawing(0), picture)
      for output in outputs {
        if output == .files {
          progress.expect(Array(writer.frames(of: sequence.frames.count)).count * formats.count)
          let files = try writer.writeFiles(sequence)
          outcome.written += files.written
          outcome.upToDate += files.upToDate
        } else {
          progress.expect(1)
          let name = picture.name(of: output)
          try writer.write(output, sequence)
          outcome.entries.append((name, entry(name, input)))
          outcome.written += 1
        }
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }

  /// What to remember of a file of any length just written.
  private func entry(_ name: String, _ input: String) -> RenderState.Entry {
    let path = FilePath.join(folder, name)
    return RenderState.Entry(
      input: input, output: Digest.text(ofFile: path) ?? "", stamp: AtomicFile.stamp(path) ?? "")
  }
}
