/// A table in a file, some thousand rows at a time, for what does not need all of them at once.
///
///     var blocks = try DatasetBlocks(csvFile: "large.csv", options: CSVOptions(columns: ["x", "y"]))
///     while let rows = try blocks.next() { … }
public struct DatasetBlocks: ~Copyable {
  private var table: CSVTable

  /// Opens a file. Its first lines are read when the first rows are asked for.
  ///
  /// - Throws: `TableError` if the file cannot be opened.
  public init(csvFile path: String, options: CSVOptions = CSVOptions()) throws(TableError) {
    table = CSVTable(CSVBlocks(try ByteReader.opening(path)), file: path, options)
  }

  init(_ blocks: consuming CSVBlocks, file: String, _ options: CSVOptions) {
    table = CSVTable(blocks, file: file, options)
  }

  /// The next rows, at least one, about as many as a megabyte holds; nil at the end of the file.
  /// `Dataset.rowNumbers` goes on from block to block.
  ///
  /// - Throws: as `Dataset.init(csvFile:options:)`.
  public mutating func next() throws(TableError) -> Dataset? {
    while try table.readBlock() {
      if let rows = table.takeRows(), rows.count > 0 { return rows }
    }
    return nil
  }
}
