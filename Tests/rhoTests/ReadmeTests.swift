import Foundation
import TestSupport
import Testing

/// README shows what the program says: its transcripts are run again.
@Suite("README")
struct ReadmeTests {
  struct Transcript {
    var command: String
    var output: String
  }

  static let root = Program.figures.deletingLastPathComponent()

  /// The `console` blocks of README: lines after `$ ` and what they print.
  static func transcripts() throws -> [Transcript] {
    let text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    var result: [Transcript] = []
    var isInside = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        result.append(Transcript(command: String(line.dropFirst(2)), output: ""))
      } else if isInside, !result.isEmpty {
        result[result.count - 1].output += line + "\n"
      }
    }
    return result
  }

  @Test func transcriptsAreTrue() throws {
    let transcripts = try Self.transcripts()
    #expect(transcripts.count >= 2)
    let tool = Tool(path: Program.path)
    for transcript in transcripts {
      let words = transcript.command.split(separator: " ").map(String.init)
      #expect(words[0] == "rho")
      let result = try tool.run(Array(words.dropFirst()), in: Self.root)
      #expect(result.errors + result.text == transcript.output, "\(transcript.command)")
    }
  }
}
