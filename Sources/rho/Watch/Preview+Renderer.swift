import Figures

extension Preview {
  /// The figures of a renderer with their files as they are on disk.
  static func figures(of renderer: Renderer) -> [Figure] {
    var figures: [Figure] = []
    for picture in renderer.pictures {
      let name = picture.figure.name
      if figures.last?.name != name {
        figures.append(
          Figure(
            name: name, title: renderer.plainTitle(of: picture.figure),
            alternativeText: picture.figure.alternativeText))
      }
      let files = renderer.fileNames(of: picture).compactMap { file($0, of: renderer) }
      if picture.theme.name == "dark" {
        figures[figures.count - 1].dark = files
      } else {
        figures[figures.count - 1].light = files
      }
    }
    return figures
  }

  private static func file(_ name: String, of renderer: Renderer) -> File? {
    let folder = renderer.folder
    let path = folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
    guard let stamp = FileWatcher.Stamp(path) else { return nil }
    return File(
      name: name, version: stamp.text,
      scale: name.hasSuffix(".png") ? renderer.pixelsPerPoint : nil, path: path)
  }
}
