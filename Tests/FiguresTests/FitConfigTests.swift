import Config
import Fitting
import Foundation
import Plotting
import Testing

@testable import Figures

@Suite struct FitConfigTests {
  /// A config of one fit and one panel.
  static func config(_ fit: String, _ panel: String = "marks: [{line: {fit: f}}]") -> String {
    """
    data: {t: {toy: {count: 40, seed: 2}}}
    fits: {f: {data: t, \(fit)}}
    figures:
      one: {caption: 'scale {f_scale:.2f}', panels: [{\(panel)}]}
    """
  }

  static func file(_ yaml: String, path: String = "f.yaml") throws -> FigureFile {
    try FigureFile(Array(yaml.utf8), path: path)
  }

  /// A config, and the moment of its first figure's still picture.
  static func still(_ yaml: String, path: String = "f.yaml") throws -> (
    file: FigureFile, moment: Moment
  ) {
    let file = try file(yaml, path: path)
    return (file, try file.still(file.figures[0], file.evaluation()))
  }

  @Test(arguments: [
    ("loss: adaptive", 0.05), ("loss: {name: adaptive, scale: auto}, optimizer: auto", 0.05),
    ("loss: {adaptive: {alpha: [0, 1.5], start: 1, scale: 0.1}}, optimizer: lbfgs", 0.05),
    ("loss: {name: huber, scale: auto}", 0.1), ("loss: l1", 0.1),
    ("loss: {name: cauchy, scale: auto}, optimizer: irls", 0.05),
    ("loss: {name: welsch, scale: auto}, optimizer: gnc", 0.05),
    ("loss: {alpha: 0, scale: auto}, optimizer: auto, model: line", 0.05),
    ("model: {polynomial: 1}, loss: {name: cauchy, scale: 0.05}, optimizer: lbfgs", 0.05),
  ])
  func robustFitsFindTheLine(fit: String, tolerance: Double) throws {
    let curve = try Self.still(Self.config(fit)).moment.curve("f")
    #expect(abs(curve(0) - 0.15) < tolerance)
    #expect(abs(curve(1) - 0.85) < tolerance)
  }

  @Test func textAndNumbersHaveWhatFitsFound() throws {
    let (file, moment) = try Self.still(
      Self.config(
        "optimizer: least-squares",
        "title: '$c = {2*f_slope - f_intercept:.3f}$, {f_outliers}, $x^{10}$', "
          + "marks: [{rule: {y: f_slope}}]"))
    #expect(file.figures[0].results == ["f"])
    let figure = try file.figures[0].made(at: moment, hasWords: true, file.source).figure
    let parameters = try moment.fit("f").parameters
    let expected = NumberText.fixed(2 * parameters[0] - parameters[1], digits: 3)
    let panel = try #require(figure.panels[0] as? PlanePanel)
    #expect(panel.title == "$c = \(expected)$, 0, $x^{10}$")
    #expect((panel.marks[0] as? RuleMark)?.y == [parameters[0]])
    let scale = try moment.fit("f").last.scale
    #expect(figure.caption == "scale \(NumberText.fixed(scale, digits: 2))")
    // A figure that shows what a fit found depends on the fit's data.
    #expect(file.figures[0].data == ["t"])
  }

  @Test func weightsShadePoints() throws {
    let (file, moment) = try Self.still(
      Self.config(
        "loss: {name: cauchy, scale: 0.05}", "marks: [{points: {data: t}, weights: f}]"))
    let weights = try moment.weights("f", of: try moment.points("t"))
    let fit = try moment.fit("f")
    for (weight, residual) in zip(weights, fit.residuals()) {
      // Cauchy: 1/(1 + z/2).
      #expect(abs(weight - 1 / (1 + residual * residual / 0.005)) < 1e-12)
    }
    let mark = try #require(
      file.figures[0].panels[0].marks[0].marks(at: moment)[0] as? PointsMark)
    #expect(mark.weights == weights)
  }

  @Test func aFitOfSeveralInputsIsShownByItsResiduals() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // z = 2a − b + 1, but 5 more on day 3.
    try "day,a,b,z\n1,0,0,1\n2,1,0,3\n3,0,1,5\n4,1,1,2\n5,2,1,4\n6,1,2,1\n7,3,1,6\n".write(
      to: folder.appendingPathComponent("t.csv"), atomically: true, encoding: .utf8)
    let yaml = """
      data: {t: {csv: t.csv, x: day, y: z}}
      fits: {f: {data: t, inputs: [a, b], loss: {name: welsch, scale: 0.5}, optimizer: auto}}
      figures:
        one:
          caption: '{f_w1:.2f} {f_w2:.2f} {f_intercept:.2f}'
          panels: [{marks: [{points: {data: t, residuals: f}, weights: f}]}]
      """
    let (file, moment) = try Self.still(
      yaml, path: folder.appendingPathComponent("f.yaml").path)
    #expect(try file.figures[0].words(at: moment).caption == "2.00 -1.00 1.00")
    let mark = try #require(
      file.figures[0].panels[0].marks[0].marks(at: moment)[0] as? PointsMark)
    #expect(mark.x == [1, 2, 3, 4, 5, 6, 7])
    for (day, residual) in zip(mark.x, mark.y) {
      #expect(abs(residual - (day == 3 ? 5 : 0)) < 1e-6)
    }
    let weights = try #require(mark.weights)
    #expect(weights[2] < 1e-9 && weights[0] > 0.999)
  }

  @Test func aParameterIsTracedByItsName() throws {
    let marks = "marks: [{trace: {fit: f, of: slope}}]"
    for (model, isLine) in [("line", true), ("{polynomial: 1}", false)] {
      let config = Self.config("model: \(model), optimizer: auto", marks)
      guard isLine else {
        // c0 is no slope.
        #expect(
          mistakes(in: config) == [
            "4:80+5 the fit 'f' has no parameter 'slope' to trace; it has c0, c1"
          ])
        continue
      }
      let (file, moment) = try Self.still(config)
      let marks = try file.figures[0].panels[0].marks[0].marks(at: moment)
      let line = try #require(marks[1] as? LineMark)
      #expect(try line.y.last == moment.fit("f").parameters[0])
    }
  }

  @Test func aFitOfSeveralInputsIsLinearAndHasNoLine() {
    let points = "marks: [{points: {data: t, residuals: f}}]"
    #expect(mistakes(in: Self.config("inputs: [x, y]", points)) == [])
    #expect(
      mistakes(in: Self.config("inputs: [x, y], model: {polynomial: 2}", points)) == [
        "2:44+1 a polynomial has one input; with several the model is linear in each"
      ])
    #expect(mistakes(in: Self.config("inputs: []", points)).count == 1)
    #expect(
      mistakes(in: Self.config("inputs: [x, y]")) == [
        "4:72+1 'f' takes other columns than x and so has no line; show its residuals: "
          + "{points: {data: …, residuals: f}}"
      ])
  }

  @Test(arguments: [
    ("loss: adaptiv", "2:27+7 unknown value 'adaptiv'; did you mean 'adaptive'?"),
    (
      "loss: {adaptive: {alpha: [-1, 2]}}",
      "2:46+1 'alpha': -1.0 must be in [0, ∞)"
    ),
    ("loss: {adaptive: {start: 5}}", "2:46+1 'start': 5.0 must be in (0.001, 1.999)"),
    ("loss: {name: huber, scale: autos}", "2:48+5 undefined name 'autos'"),
    ("loss: {name: huber, alpha: 1}", "2:48+1 a loss has a name or a shape 'alpha', not both"),
    ("start: [1, 2, 3]", "2:28+1 'start' must have 2 numbers: slope, intercept"),
    ("model: {polynomial: 30}", "2:41+2 'polynomial' must lie between 0 and 20"),
    (
      "optimizer: newton",
      "2:32+6 unknown value 'newton'; expected one of adam, least-squares, irls, lbfgs, gnc, auto"
    ),
  ])
  func mistakesAreTold(fit: String, message: String) {
    #expect(mistakes(in: Self.config(fit)) == [message])
  }

  @Test func aFitThatDoesNotGoWithItsOptimizerIsTold() throws {
    for (fit, message) in [
      ("loss: adaptive, optimizer: irls", "the adaptive loss is fitted by Adam or L-BFGS"),
      (
        "loss: l1, optimizer: lbfgs",
        "least absolute deviations is fitted by reweighted least squares"
      ),
    ] {
      let file = try Self.file(Self.config(fit))
      #expect(
        file.evaluation().diagnostics.map(\.message) == ["the fit 'f' fails: \(message)"])
    }
  }
}
