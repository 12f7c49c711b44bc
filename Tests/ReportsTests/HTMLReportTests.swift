import Foundation
import Reports
import TestSupport
import Testing

@Suite("A report as HTML")
struct HTMLReportTests {
  private let text: String

  init() throws { text = String(decoding: try Sample.page(), as: UTF8.self) }

  @Test("what a config says cannot become markup")
  func escapes() {
    #expect(text.components(separatedBy: "alert(").count > 5)
    #expect(!text.contains("<script>alert"))
    #expect(!text.contains("<img"))
    #expect(text.contains("&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt; &amp; <math>"))
    #expect(text.contains("{{mustache}}"))
    #expect(text.contains("rho 0 &lt;test&gt;"))
    // The scripts of the page and the explorer's data; none more.
    #expect(text.components(separatedBy: "<script").count == 3)
    #expect(text.components(separatedBy: "</script").count == 3)
  }

  @Test("nothing is loaded from elsewhere")
  func selfContained() throws {
    let links = text.components(separatedBy: "http").dropFirst().map { $0.prefix(40) }
      .filter { !$0.hasPrefix("-equiv=") }
    for link in links {
      #expect(
        link.hasPrefix("s://arxiv.org/abs/1701.03077") || link.hasPrefix("://www.w3.org/2000/svg"),
        "\(link)")
    }
    #expect(!text.contains("<link"))
    #expect(!text.contains("@import"))
    #expect(try !text.contains(Regex("<[^>]* src=")))
    for target in text.components(separatedBy: "url(").dropFirst() {
      #expect(target.hasPrefix("data:") || target.hasPrefix("#"), "\(target.prefix(40))")
    }
  }

  @Test(
    "every element is closed, and no id is there twice",
    .enabled(if: Tool("xmllint") != nil, "xmllint is not installed"))
  func wellFormed() throws {
    let ids = text.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(ids.count > 10)
    #expect(Set(ids).count == ids.count)
    for link in text.components(separatedBy: "href=\"#").dropFirst() {
      #expect(ids.contains(link.prefix { $0 != "\"" }), "\(link.prefix(40))")
    }
    let xmllint = try #require(Tool("xmllint"))
    // But for what is in its scripts and style sheets, the page is XML too.
    var page = text
    for name in ["script", "style"] {
      page = page.replacing(try Regex("<\(name)[^>]*>(?s:.*?)</\(name)>"), with: "")
    }
    let result = try xmllint.run(["--noout", "-"], input: Data(page.utf8))
    #expect(result.status == 0, "\(result.errors.prefix(2000))")
  }

  @Test("the same config gives the same bytes, whatever the number of threads")
  func deterministic() throws {
    #expect(try Sample.page(jobs: 2) == Array(text.utf8))
  }

  @Test("fonts are there once, and frames share what is still")
  func small() {
    let faces = text.components(separatedBy: "@font-face{font-family:").dropFirst().map {
      $0.prefix { $0 != ";" }
    }
    #expect(!faces.isEmpty)
    #expect(Set(faces).count == faces.count)
    // Five frames of a line and of a text, and not five pictures.
    #expect(text.components(separatedBy: "data-frames=").count - 1 <= 24)
  }

  @Test("one look where one is asked for", arguments: ["light", "dark"])
  func theme(name: String) throws {
    let page = String(
      decoding: try Sample.page(name == "light" ? .light : .dark), as: UTF8.self)
    #expect(page.contains("<html lang=\"en\" class=\"\(name)\">"))
    #expect(!page.contains("class=\"rho-light\""))
    #expect(!page.contains("class=\"rho-inks"))
  }
}
