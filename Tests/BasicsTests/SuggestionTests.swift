import Basics
import Testing

@Suite("Suggestions")
struct SuggestionTests {
  @Test(arguments: [
    ("wieght", "weight"), ("Weight", "weight"), ("weigt", "weight"), ("weights", "weight"),
    ("bais", "bias"), ("outlyer", "outlier"), ("X", "x"),
  ])
  func aNameMistypedIsRecognised(name: String, meant: String) {
    #expect(Suggestion.nearest(to: name, among: ["weight", "bias", "outlier", "x"]) == meant)
  }

  @Test(arguments: ["z", "foo", "", "outer"])
  func aNameThatIsLikeNoneIsNot(name: String) {
    #expect(Suggestion.nearest(to: name, among: ["weight", "bias", "x"]) == nil)
  }

  @Test func aTextIsNoSlipOfThePen() {
    let text = String(repeating: "a", count: 101)
    #expect(Suggestion.nearest(to: text, among: [text + "b"]) == nil)
    #expect(Suggestion.nearest(to: text.uppercased(), among: [text]) == text)
  }
}
