/// Files that another module made: written whole or not at all.
public enum WrittenFiles {
  /// Writes a file, and the folders that it needs.
  /// - Throws: `FigureError` that names the path and the system's reason.
  public static func write(_ bytes: [UInt8], to path: String) throws {
    let folder = FilePath.folder(of: path)
    if folder.count > 1 { try AtomicFile.makeFolder(String(folder.dropLast())) }
    Leftovers.clear(beside: path)
    try AtomicFile.write(bytes, to: path)
  }
}
