extension Renderer {
  /// The forms of a moving picture that are not up to date; the names of those that are are added to
  /// `fresh`.
  func staleOutputs(
    of picture: Picture, _ input: String, _ state: RenderState, _ fresh: inout [String]
  ) -> [FramesSpec.Output] {
    guard let spec = picture.figure.frames else { return [] }
    let writer = SequenceWriter(
      renderer: self, picture: picture, spec: spec, input: input, report: { _, _ in })
    return outputs(of: spec).filter { output in
      let name = writer.name(of: output)
      let isFresh =
        output == .files
        ? !options.isForced && writer.isComplete : self.isFresh(name, input, state)
      if isFresh { fresh.append(name) }
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
    guard let spec = picture.figure.frames else { return outcome }
    do {
      let sequence = try FrameSequence(picture, spec, self, evaluation)
      try checkSize(of: sequence.drawing(0), picture)
      let writer = SequenceWriter(
        renderer: self, picture: picture, spec: spec, input: input,
        report: { progress.add($0, bytes: $1) })
      for output in outputs {
        if output == .files {
          progress.total += writer.frames(of: sequence.frames.count).count * formats.count
          outcome.written += try writer.writeFiles(sequence)
        } else {
          progress.total += 1
          let name = writer.name(of: output)
          try writer.write(output, sequence)
          let path = FilePath.join(folder, name)
          let bytes = try AtomicFile.read(path)
          outcome.entries.append((name, RenderState.Entry(input: input, output: bytes, path: path)))
          outcome.written += 1
        }
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }
}
