import Foundation
import TestSupport
import Testing

/// The script behind `make lint` that looks for numbers that may trap.
@Suite struct UnguardedTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Support/unguarded.py")

  private static let source = """
    // Int(inAComment)
    let a = Int(x * 2)
    let b = Int(min(max(0, x), 9)) + Int(min(max(x, 0), 9))
    let c = UInt8(truncatingIfNeeded: n) + UInt8(ascii: "(") + UInt8(n)
    guard let d = Int(text) else { return }
    for i in 0..<list.count { use(list[i]) }
    for i in 1..<n { use(i, "not Int(here) but \\(Int(y))") }
    let e = values.max()! + stride(from: 0, to: 9, by: step).count
    let f = k * last / (count - 1)

    """

  private static let found = [
    "Int(x * 2)", "Int(min(max(x, 0), 9))", "UInt8(n)", "Int(y)", "1..<n", "values.max()!",
    "stride by: step", "/ (count - 1)",
  ]

  @Test func whatMayTrapIsListedUntilItIsReviewed() throws {
    guard let python = Tool("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.source, "New.swift")
    func run(_ list: String) throws -> Tool.Result {
      try program.write(list, "list.txt")
      return try python.run(
        [Self.script.path, "New.swift", "--list", "list.txt"], in: program.folder)
    }
    let places = Self.found.map { "New.swift: \($0)" }
    let new = try run("")
    #expect(new.status == 1)
    let told = new.errors.split(separator: "\n").filter { $0.contains("may trap") }
    #expect(told.count == places.count, "\(new.errors)")
    for place in places { #expect(new.errors.contains(place + "\n"), "\(place)") }

    #expect(try run("# why\n" + places.joined(separator: "\n")).status == 0)
    let oneLess = try run(places.dropFirst().joined(separator: "\n"))
    #expect(oneLess.status == 1 && oneLess.errors.contains("Int(x * 2)"))
    #expect(try run("# to be reviewed\n" + places.joined(separator: "\n")).status == 1)
    // One more of the same in the same file is a new one.
    try program.write(Self.source + "let g = Int(x * 2)\n", "New.swift")
    #expect(try run(places.joined(separator: "\n")).status == 1)
  }
}
