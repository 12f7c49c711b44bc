extension Renderer.Picture {
  /// The name of the still picture's file.
  func name(_ format: FigureFile.Format) -> String { "\(stem).\(format.rawValue)" }

  /// The name of an animation's file, or of the folder of the numbered files.
  func name(of output: FramesSpec.Output) -> String {
    output.name(of: stem)
  }

  /// The name of a frame's numbered file, in the folder of the numbered files.
  func name(ofFrame frame: Int, _ format: FigureFile.Format) -> String {
    let number = String(frame)
    let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
    return "\(padded).\(format.rawValue)"
  }
}
