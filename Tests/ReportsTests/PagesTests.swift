import Figures
import Testing

@Suite("Figures for pages")
struct PagesTests {
  private func pages(atMostFrames limit: Int, hasWords: Bool = false) throws -> [FigurePages] {
    var options = Renderer.Options()
    options.theme = .both
    options.hasWords = hasWords
    let file = try FigureFile(Array(Sample.config.utf8), path: "sample.yaml")
    return try Renderer(file, options: options).pages(atMostFrames: limit)
  }

  @Test(
    "have as many frames in each look, at most as many as asked for, with the first and the last")
  func frames() throws {
    let pages = try pages(atMostFrames: 3)
    #expect(pages.map(\.name) == ["curves", "moving", "heat"])
    #expect(pages.map { $0.looks.map(\.count) } == [[1, 1], [3, 3], [1, 1]])
    #expect(pages[0].frameNames == [])
    #expect(pages[1].frameNames.count == 3)
    #expect(pages[1].frameNames[0].hasPrefix("step 0,"))
    #expect(pages[1].frameNames[2].hasPrefix("step 40,"))
    #expect(pages[1].looks[0][0] != pages[1].looks[0][2])
  }

  @Test("leave title and caption to the page")
  func words() throws {
    let without = try pages(atMostFrames: 2)[0]
    let with = try pages(atMostFrames: 2, hasWords: true)[0]
    #expect(without.title == with.title)
    #expect(without.looks[0][0].size.height < with.looks[0][0].size.height)
    let roles = without.looks[0][0].elements.compactMap { element -> String? in
      if case .begin(let group) = element { group.role } else { nil }
    }
    #expect(!roles.contains("title") && !roles.contains("caption"))
    #expect(roles.contains("panel"))
  }
}
