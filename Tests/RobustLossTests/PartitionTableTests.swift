import Foundation
import RobustLoss
import Testing

/// The committed table is the one that the builder builds, to the bit.
///
/// `RHO_REBUILD_TABLES=1 swift test --filter PartitionTable` writes it anew.
@Suite struct PartitionTableTests {
  @Test func committedTableIsWhatTheBuilderBuilds() throws {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/RobustLoss/PartitionTable.swift")
    let built = PartitionTableBuilder.source()
    if ProcessInfo.processInfo.environment["RHO_REBUILD_TABLES"] != nil {
      try built.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: file, encoding: .utf8) == built)
    }
  }
}
