import Drawing
import Figures
import Fitting
import Foundation
import Plotting
import Testing

@testable import Reports

@Suite("A report about a fit")
struct FitReportTests {
  /// Ten points on y = 2x + 1, but for the fourth, and column names that a page could take for markup.
  private static func report(
    _ loss: FitPlan.Loss = .adaptive(), model: any RegressionModel = LineModel()
  ) throws -> Report {
    let x = (0..<10).map(Double.init)
    let noise = [0.02, -0.01, 0.03, 5, -0.02, 0.01, -0.03, 0.02, 0, -0.01]
    let y = zip(x, noise).map { 2 * $0 + 1 + $1 }
    let isResidual = model.parameterCount == 0
    let regression =
      isResidual
      ? try Regression(model, inputs: [], targets: noise) : try Regression(model, x: x, y: y)
    let fit = try regression.fit(FitPlan(loss))
    let labels = FitLabels(
      title: "<b>costs & $", inputs: ["<script>alert(1)</script>"], target: "price_$")
    let summary = FitSummary(
      fit, loss: "some loss", labels, standardErrors: fit.standardErrors(), method: "a method")
    return try Report.ofFit(
      fit, summary, labels, rowNumbers: (0..<10).map { $0 + 2 },
      command: "rho fit '</code><script>alert(2)</script>'", program: "rho test")
  }

  private static func table(_ id: String, _ report: Report) throws -> Table {
    let section = try #require(report.sections.first { $0.id == id })
    let tables = section.blocks.compactMap { block -> Table? in
      if case .table(let table) = block { table } else { nil }
    }
    return try #require(tables.first)
  }

  private static func pictures(_ report: Report) -> [String] {
    report.sections.flatMap(\.blocks).compactMap { block in
      if case .picture(let picture) = block { picture.name } else { nil }
    }
  }

  @Test("has the parameters, the steps, the residuals and the rows to look at")
  func sections() throws {
    let report = try Self.report()
    #expect(
      report.sections.map(\.id)
        == ["parameters", "path", "residuals", "largest", "explorer", "command"])
    #expect(Self.pictures(report) == ["fit", "residuals", "distribution"])
    let parameters = try Self.table("parameters", report)
    #expect(parameters.rows.map { $0[0] } == ["slope", "intercept"])
    let slope = try #require(Double(parameters.rows[0][1]))
    #expect(abs(slope - 2) < 0.02)
    #expect(parameters.rows[0].count == 4)
    #expect(parameters.rows[0][3].contains(" to "))
    let largest = try Self.table("largest", report)
    #expect(largest.rows.count == 10)
    #expect(largest.rows[0].first == "5", "the fourth row of the data is the fifth of the file")
    #expect(largest.rows[0].last == "yes")
    #expect(largest.rows[1].last == "no")
  }

  @Test("says it where the loss has no distribution, and draws none")
  func noDistribution() throws {
    let report = try Self.report(.member(shape: -2, scale: .fixed(0.1)))
    let section = try #require(report.sections.first { $0.id == "residuals" })
    guard case .paragraph(let text)? = section.blocks.last else {
      Issue.record("no paragraph")
      return
    }
    #expect(text.contains("no density"))
  }

  @Test("of residuals alone has no parameters and no inputs")
  func residualsAlone() throws {
    let report = try Self.report(model: ZeroModel())
    #expect(!report.sections.contains { ["parameters", "path"].contains($0.id) })
    #expect(!Self.pictures(report).contains("residuals"))
    #expect(try Self.table("largest", report).columns == ["Row", "Residual", "Weight", "Outlier"])
  }

  @Test("names of columns cannot become markup, in HTML or Markdown")
  func escapes() throws {
    let report = try Self.report()
    let page = String(decoding: try HTMLReport(report).bytes(), as: UTF8.self)
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(page.contains("<h1>&lt;b&gt;costs &amp; $</h1>"))
    #expect(page.contains("price_$"))
    let markdown = String(
      decoding: try MarkdownReport(report, pictures: "p").bytes(), as: UTF8.self)
    let prose = try #require(markdown.components(separatedBy: "```").first)
    #expect(!prose.contains("<script"))
    #expect(prose.contains("| Row | &lt;script&gt;alert(1)&lt;/script&gt; | price\\_\\$ |"))
  }

  @Test("reads well on a phone, light and dark", .enabled(if: Browser.isThere, Browser.missing))
  func browser() throws {
    let page = try HTMLReport(try Self.report()).bytes()
    #expect(try HTMLReport(try Self.report()).bytes() == page)
    let axe = Browser.axe.map { [$0] } ?? []
    let output = try Browser.run("looks.py", page: page, arguments: axe)
    let seen = try JSONDecoder().decode(Browser.Reading.self, from: output)
    #expect(seen.complaints == [])
    #expect(seen.violations == [])
    #expect(seen.phone.pictures == [1, 1, 1, 1])
    #expect(seen.phone.controls == 2)
    for look in [seen.phone, seen.darkPhone] { #expect(look.width <= 390) }
    #expect(seen.phone.ink != seen.darkPhone.ink)
  }

  private struct Fitted: Decodable {
    var state, wider: BehaviourTests.Seen.State
    var atStart, cauchy: String
    var distance: Double
    var complaints: [String]
  }

  @Test(
    "the explorer begins at the fit's shape and scale, also where the loss has no density",
    .enabled(if: Browser.isThere, Browser.missing))
  func explorer() throws {
    let report = try Self.report(.member(shape: -.infinity, scale: .fixed(0.04)))
    let page = try HTMLReport(report).bytes()
    let output = try Browser.run("fitted.py", page: page)
    let seen = try JSONDecoder().decode(Fitted.self, from: output)
    #expect(seen.complaints == [])
    #expect(seen.state.alpha == -.infinity && seen.state.c == 0.04 && seen.state.x == 0.08)
    #expect(seen.atStart == "hidden" && seen.cauchy == "visible")
    #expect(seen.distance < 0.1)
    #expect(abs(seen.wider.c - 0.08) < 0.0012)
    #expect(seen.wider.alpha == 0)
  }

  @Test(
    "Huber's loss and the absolute value have an explorer of their smooth kin",
    arguments: [FitPlan.Loss.huber(.automatic), .leastAbsoluteDeviations])
  func classic(loss: FitPlan.Loss) throws {
    let report = try Self.report(loss)
    let explorers = report.sections.flatMap(\.blocks).compactMap { block in
      if case .explorer(let explorer) = block { explorer } else { nil }
    }
    let explorer = try #require(explorers.first)
    #expect(explorer.shape == 1)
    #expect((0.001...1).contains(explorer.scale))
  }
}

@Suite("Histograms")
struct HistogramTests {
  @Test("hold all values that are not far away, as a density")
  func area() {
    let values = (0..<200).map { sin(Double($0)) } + [1e6, -50]
    let histogram = Histogram(values)
    #expect(histogram.outside == 2)
    let area = zip(histogram.densities, zip(histogram.edges, histogram.edges.dropFirst()))
      .reduce(0) { $0 + $1.0 * ($1.1.1 - $1.1.0) }
    #expect(abs(area - 200.0 / 202) < 1e-12)
    #expect(histogram.edges.first! <= -0.999 && histogram.edges.last! >= 0.999)
    #expect((8...80).contains(histogram.densities.count))
  }

  @Test(
    "are there for any values",
    arguments: [
      [3.0], [0, 0, 0], [0, 0, 0, 0, 7], [-1e308, 1e308], [1, 2], [5, 5, 5, 5, 5, 6],
    ])
  func degenerate(values: [Double]) {
    let histogram = Histogram(values)
    #expect(histogram.densities.allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(histogram.outside < values.count)
  }
}
