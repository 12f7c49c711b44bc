import Foundation
import TestSupport

/// The program under test, which lies beside the test bundle, and a folder to run it in.
struct Program {
  let tool: Tool
  let folder: URL

  /// Where the debug build of the program is.
  static var path: String {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let folder = bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
    #else
      let folder = Bundle.main.bundleURL
    #endif
    return folder.appendingPathComponent("rho").path
  }

  /// The repository's figures.
  static let figures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("figures")

  /// A program in a new folder.
  init(path: String = Program.path) throws {
    tool = Tool(path: path)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  func callAsFunction(
    _ arguments: String..., input: String? = nil, environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try tool.run(
      arguments, input: input.map { Data($0.utf8) }, in: folder, environment: environment)
  }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }
  func write(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: url(name)) }
  func read(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  /// The names of all files, hidden ones included.
  var files: [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// A config of two figures so small that a debug build draws them fast.
  static let small = """
    formats: [svg, png]
    scale: 1
    theme: both
    define: {c: 1.1, unused: 2}
    data:
      toy: {csv: toy.csv}
    figures:
      one:
        title: One & <two>
        alt: A curve.
        width: 300
        panels:
          - {x: {domain: [-6c, 6c]}, marks: [{curves: rho, alpha: [2, -inf], scale: c}]}
      two:
        width: 300
        panels:
          - {marks: [{points: {data: toy}}]}
    """

  static let toy = "x,y\n0,1\n1,2\n2,1.5\n"

  /// A new folder with the small config and its data.
  static func withSmallConfig(path: String = Program.path) throws -> Program {
    let program = try Program(path: path)
    try program.write(small, "figures.yaml")
    try program.write(toy, "toy.csv")
    return program
  }
}
