import Tables
import Testing

@Suite("The tutorial's own draw")
struct ToyFileTests {
  @Test func filesAreReadFromTheDisk() throws {
    let data = try Dataset(csvFile: referencePath("toy.csv"))
    #expect(data.columnNames == ["x", "y", "outlier"])
    #expect(data.count == 50)
    #expect(try data.column("x")[0] == 0.417022004702574)
    #expect(try data.column("y")[0] == 0.8500000000000001)
    let outliers = try data.rows(where: "outlier", equals: 1).column("y")
    #expect(outliers.allSatisfy { $0 < 0.06 || $0 > 0.84 })
  }
}
