import Foundation
import Reports
import Testing

/// A report as a reader uses it, in a browser.
@Suite("A report in a browser")
struct BehaviourTests {
  struct Seen: Decodable {
    struct Frames: Decodable {
      var atStart, atHome, played: [String]
      var textAtStart, textAtHome, spoken, second, button, buttonAfter: String
    }
    /// α as text, since it may be infinite; c; x.
    struct State: Decodable {
      var alpha, c, x: Double

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        let text = try list.decode(String.self)
        alpha = text == "-Infinity" ? -.infinity : Double(text) ?? .nan
        c = try list.decode(Double.self)
        x = try list.decode(Double.self)
      }
    }
    struct Moment: Decodable {
      var curves: [String]
      var state: State
    }
    struct Welsch: Decodable {
      var state: State
      var pressed: [String]
      var density: String
    }
    struct Explorer: Decodable {
      var curves: [String]
      var state: State
      var afterKey: Moment
      var welsch: Welsch
      var afterStrip, afterCurve, afterResidual: State
      var lossThere: Double
    }
    typealias Look = Browser.Look
    var desk, paper, phone, still: Look
    var darkPhone: Look
    var frames: Frames
    var explorer: Explorer
    var complaints, violations: [String]

    enum CodingKeys: String, CodingKey {
      case desk, paper, phone, still, frames, explorer, complaints, violations
      case darkPhone = "dark phone"
    }
  }

  @Test(
    "sliders move pictures, the explorer follows, and it reads well everywhere",
    .enabled(if: Browser.isThere, Browser.missing))
  func behaviour() throws {
    let axe = Browser.axe
    if axe == nil { print("skipped in part: axe-core is not there; make setup-test-tools") }
    let output = try Browser.run(
      "behaviour.py", page: try Sample.page(), arguments: axe.map { [$0] } ?? [])
    let seen = try JSONDecoder().decode(Seen.self, from: output)
    #expect(seen.complaints == [])
    #expect(seen.violations == [])
    checkFrames(seen)
    checkExplorer(seen.explorer)
    checkLooks(seen)
  }

  private func checkFrames(_ seen: Seen) {
    func frames(_ spans: [String]) -> [ClosedRange<Int>] {
      spans.map { span in
        let ends = span.split(separator: " ").compactMap { Int($0) }
        return ends[0]...ends[1]
      }
    }
    let moving = seen.frames
    let start = frames(moving.atStart)
    #expect(!start.isEmpty)
    let last = start.map(\.upperBound).max() ?? 0
    #expect(last >= 3)
    #expect(start.allSatisfy { $0.contains(last) })
    #expect(moving.textAtStart.hasPrefix("step 40, α = "))
    #expect(!moving.atHome.isEmpty)
    #expect(frames(moving.atHome).allSatisfy { $0.contains(0) })
    #expect(moving.textAtHome.hasPrefix("step 0, α = "))
    #expect(moving.spoken == moving.textAtHome)
    #expect(moving.second == "1")
    #expect(moving.button == "Pause")
    #expect(moving.played == moving.atStart)
    #expect(moving.buttonAfter == "Play")
    #expect(seen.still.shown == moving.atStart)
  }

  private func checkExplorer(_ seen: Seen.Explorer) {
    #expect(seen.curves.count == 4)
    #expect(seen.curves.allSatisfy { $0.hasPrefix("M") && $0.count > 1000 })
    #expect(seen.state.alpha == 0)
    #expect(seen.afterKey.state.alpha > 0)
    #expect(zip(seen.curves, seen.afterKey.curves).allSatisfy { $0 != $1 })
    #expect(seen.welsch.state.alpha == -.infinity)
    #expect(seen.welsch.pressed == ["Welsch"])
    #expect(seen.welsch.density == "–")
    #expect(abs(seen.afterStrip.c - 2) < 0.03)
    #expect(seen.afterStrip.alpha == 0)
    #expect(seen.afterCurve.alpha < 0)
    #expect(abs(seen.lossThere - 2) < 0.03)
    #expect(abs(seen.afterResidual.x + 5) < 0.03)
  }

  private func checkLooks(_ seen: Seen) {
    let (white, black) = ("rgb(255, 255, 255)", "rgb(13, 17, 23)")
    let looks = [
      (seen.desk, white, 1200.0), (seen.phone, white, 390), (seen.darkPhone, black, 390),
      (seen.still, white, 1200), (seen.paper, white, 1200),
    ]
    for (look, page, width) in looks {
      #expect(look.page == page || look.page == "rgba(0, 0, 0, 0)")
      #expect(look.width <= width)
      #expect(look.pictures == [1, 1, 1, 1])
    }
    #expect(seen.desk.ink == seen.paper.ink)
    #expect(seen.darkPhone.ink != seen.phone.ink)
    #expect(seen.desk.controls == 2)
    #expect(seen.still.controls == 0)
    #expect(seen.paper.controls == 0)
    #expect(seen.desk.nav && !seen.paper.nav)
  }
}
