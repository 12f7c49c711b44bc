import Config

extension Renderer {
  /// What the figures are made from.
  package static func roles(of file: FigureFile) -> FileRoles {
    FileRoles(
      reading: [(file.path == "<stdin>" ? "-" : file.path, "the config")]
        + file.inputs.map { ($0, "a table or font of the config") })
  }

  /// Refuses pictures that would take the place of what they are made from.
  /// - Throws: `ConfigError` with the figure's place.
  func checkRoles() throws(ConfigError) {
    let before = Self.roles(of: file)
    var roles = before
    for picture in pictures {
      let role = "the figure '\(picture.figure.name)'"
      do throws(FigureError) {
        for name in fileNames(of: picture) {
          try roles.claim(FilePath.join(folder, name), as: role)
        }
        if let frames = picture.figure.frames, frames.outputs.contains(.files) {
          try checkFrames(of: picture, role, before)
        }
      } catch {
        throw file.source.error(picture.figure.place, error.message)
      }
    }
  }

  /// Numbered files are many, so that it is the files that are read of which each is looked at.
  private func checkFrames(
    of picture: Picture, _ role: String, _ roles: FileRoles
  ) throws(FigureError) {
    guard let frames = FileRoles.place(of: FilePath.join(folder, picture.stem)) else { return }
    for (place, words) in roles.inputs where place.hasPrefix(frames + "/") {
      let name = String(place.dropFirst(frames.count + 1))
      if SequenceWriter.isFrame(name, of: picture) || FrameRecord.isRecord(name) {
        let path = FilePath.join(FilePath.join(folder, picture.stem), name)
        throw FileRoles.conflict(role, path, with: words, isRead: true)
      }
    }
  }
}
