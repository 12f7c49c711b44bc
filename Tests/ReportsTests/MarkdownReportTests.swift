import Foundation
import Reports
import Testing

@Suite("A report as Markdown")
struct MarkdownReportTests {
  @Test("names every picture that it comes with, and none more")
  func pictures() throws {
    let markdown = MarkdownReport(try Sample.report(), pictures: "pictures")
    let text = String(decoding: try markdown.bytes(), as: UTF8.self)
    let files = try markdown.pictures()
    #expect(
      files.map(\.path) == [
        "pictures/curves.svg", "pictures/curves-dark.svg", "pictures/moving.svg",
        "pictures/moving-dark.svg", "pictures/heat.svg", "pictures/heat-dark.svg",
        "pictures/explorer.svg", "pictures/explorer-dark.svg",
      ])
    for file in files {
      #expect(text.contains("\"\(file.path)\""))
      #expect(String(decoding: file.bytes.prefix(4), as: UTF8.self) == "<svg")
    }
    #expect(text.components(separatedBy: "<picture>").count == 5)
    let moving = String(decoding: files[2].bytes, as: UTF8.self)
    #expect(moving.contains("@keyframes"))
  }

  @Test("what a config says cannot become markup")
  func escapes() throws {
    let markdown = MarkdownReport(try Sample.report(.light, only: ["curves"]), pictures: "p")
    let text = String(decoding: try markdown.bytes(), as: UTF8.self)
    let fence = try #require(text.range(of: "```"))
    let prose = text[..<fence.lowerBound]
    #expect(!prose.contains("<script"))
    #expect(prose.contains("### &lt;script&gt;alert('title')&lt;/script&gt; &amp; α &lt; 2"))
    #expect(prose.contains("\\{\\{mustache\\}\\} 1/(c^2)"))
    #expect(!prose.contains("<picture>"))
    #expect(text.contains("rho 0 &lt;test&gt;"))
  }
}
