import Foundation

/// A program that serves as an independent referee.
public struct Tool: Sendable {
  /// Where it is.
  public let path: String

  /// Finds a program on the search path by any of its names; nil if none is installed.
  public init?(_ names: String...) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    for name in names {
      for folder in folders {
        let candidate = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: candidate) {
          path = candidate
          return
        }
      }
    }
    return nil
  }

  /// A program at a known place.
  public init(path: String) { self.path = path }

  /// What a run left behind.
  public struct Result: Sendable {
    /// The exit code.
    public let status: Int32
    /// What it printed.
    public let output: Data
    /// What it complained of.
    public let errors: String
    /// What it printed, as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs the program to its end.
  public func run(
    _ arguments: [String], input: Data? = nil, in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files, not pipes: a full pipe that nobody reads would stop both sides for ever.
    let out = scratch.appendingPathComponent("out")
    let err = scratch.appendingPathComponent("err")
    let into = scratch.appendingPathComponent("in")
    for (url, data) in [(out, Data()), (err, Data()), (into, input ?? Data())] {
      try data.write(to: url)
    }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    process.standardInput = try FileHandle(forReadingFrom: into)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try Data(contentsOf: out),
      errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
  }
}
