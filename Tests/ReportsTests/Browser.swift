import Foundation
import TestSupport
import Testing

/// Headless Chromium, driven by the scripts of the folder `Browser`.
enum Browser {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Browser")

  /// The rules that accessibility is checked by, as `make setup-test-tools` brings them; nil if it has not.
  static var axe: String? {
    let file = folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/test-tools/axe.min.js")
    return FileManager.default.fileExists(atPath: file.path) ? file.path : nil
  }

  /// Whether there is a browser, and a Python to drive it.
  static let isThere = Tool("python3") != nil && Chromium.tool != nil
  static let missing: Comment = "chromium or python3 is not installed; make setup-test-tools"

  /// What a script sees of a page.
  /// - Parameter files: further files that the script is given.
  static func run(_ script: String, page: [UInt8], arguments: [String] = []) throws -> Data {
    let (python, chromium) = (try #require(Tool("python3")), try #require(Chromium.tool))
    return try Scratch.with(page, name: "report.html") { file in
      let result = try python.run(
        [folder.appendingPathComponent("browser.py").path, chromium.path, script, file.path]
          + arguments)
      guard result.status == 0 else {
        throw ToolFailure("\(script) failed: \(result.errors.suffix(2000))")
      }
      return result.output
    }
  }
}

extension Browser {
  /// How a page looks.
  struct Look: Decodable {
    /// The width of what is on it, in CSS pixels.
    var width: Double
    /// Colours of the page, of its text, and of the words in its first picture.
    var page, text, ink: String
    /// For each picture the number of looks that are seen.
    var pictures: [Int]
    /// How many groups of sliders and buttons are seen.
    var controls: Int
    var nav: Bool
    /// The spans of frames that are seen.
    var shown: [String]?
  }

  /// What a reader with a phone sees.
  struct Reading: Decodable {
    var phone, darkPhone: Look
    var complaints, violations: [String]

    enum CodingKeys: String, CodingKey {
      case phone, complaints, violations
      case darkPhone = "dark phone"
    }
  }
}

/// A folder that is there for a while.
enum Scratch {
  static func with<T>(_ bytes: [UInt8], name: String, _ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rho-report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return try body(file)
  }
}
