import Drawing
import Figures
import Fitting
import Foundation
import Plotting
import Testing

@testable import Reports

@Suite("Pictures of fits")
struct FitPictureTests {
  private static let typesetter = Result { Typesetter(fonts: try FontSet.find().fonts) }

  private static func fit() throws -> Fit {
    let data = try ToyRegression(count: 60, seed: 5).dataset()
    return try Regression(
      LineModel(), x: data.finiteColumn("x"), y: data.finiteColumn("y")
    ).fit(FitPlan(.adaptive()))
  }

  /// All texts of a page.
  private static func texts(_ page: Drawing) -> [String] {
    page.elements.compactMap { if case .text(let text) = $0 { text.line.plainText } else { nil } }
  }

  @Test(
    "columns are drawn as they are named",
    arguments: [
      "{fit_slope}", "{alpha:.2f}", "a\\b", "100% \\ done", "$5", "\\$", "x^2 {y}", "# - &a *b : c",
      "'\"", "<b>&amp;",
    ])
  func names(name: String) throws {
    let typesetter = try Self.typesetter.get()
    let fit = try Self.fit()
    let labels = FitLabels(title: "of " + name, inputs: ["in " + name], target: name)
    for moves in [false, true] {
      let picture = try FitPicture(fit, labels, moves: moves, atMostPoints: 200)
        .picture(in: [.light], typesetter)
      let texts = Self.texts(try #require(picture.looks[0].last))
      #expect(texts.contains("in " + name) && texts.contains(name), "\(texts)")
      #expect(picture.alternativeText.hasPrefix("of " + name))
    }
    let page = try ComparisonPlot.figure([(name, fit), ("other", fit)], labels)
      .drawing(in: .light, typesetter: typesetter)
    #expect(Set(Self.texts(page)).isSuperset(of: ["of " + name, "in " + name, name]))
  }

  @Test("a picture that moves shows the steps, its still the result")
  func steps() throws {
    let typesetter = try Self.typesetter.get()
    let fit = try Self.fit()
    let labels = FitLabels(title: "t", inputs: ["x"], target: "y")
    let picture = try FitPicture(fit, labels, moves: true).picture(in: [.light, .dark], typesetter)
    #expect(picture.looks.count == 2)
    #expect(picture.looks[0].count == picture.frameNames.count)
    #expect(picture.looks[0].count == min(100, fit.steps.count))
    #expect(Self.texts(picture.looks[0][0]).contains("Step 0"))
    #expect(Self.texts(picture.looks[0].last!).contains("Step \(fit.steps.count - 1)"))
    #expect(picture.frameNames[0].hasPrefix("step 0, α = "))
    #expect(Set(picture.looks[0].map(\.size.height)).count == 1)
  }

  @Test(
    "residuals alone, of any size, are a picture or a sentence", arguments: [0, 1, 1e-300, 1e308])
  func residuals(size: Double) throws {
    let values = (0..<40).map { size * (Double($0 % 7) - 3) / 3 }
    let fit = try? Regression(ZeroModel(), inputs: [], targets: values).fit(FitPlan(.adaptive()))
    guard let fit else { return }
    let labels = FitLabels(title: "t", inputs: [], target: "r")
    do {
      let picture = try FitPicture(fit, labels).picture(in: [.light], try Self.typesetter.get())
      #expect(picture.looks[0].count == 1)
    } catch let error as FigureError {
      #expect(error.isMistake && error.message.hasPrefix("the fit cannot be drawn: "))
    }
  }
}
