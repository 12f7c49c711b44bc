import Config
import Foundation
import Plotting
import Testing

@testable import Figures

/// What a config says is drawn or refused, never passed over.
@Suite("Nothing is ignored")
struct HonouredTests {
  /// A config of one figure: `marks` in one panel, `more` above the figures, `figure` beside the panels.
  static func config(_ marks: String, more: String = "", figure: String = "") -> String {
    """
    data: {t: {toy: {count: 20, seed: 2}}}
    fits: {f: {data: t, optimizer: least-squares}\(more)}
    figures:
      one: {\(figure)panels: [{marks: [\(marks)]}]}
    """
  }

  @Test(
    "what would come to nothing is told",
    arguments: [
      ("{curves: rho, alpha: [2, 0], color: [red, blue]}", "expected one colour, found a list"),
      ("{rule: {x: 1, y: 2}, labels: [a, b, c]}", "3 labels for 2 lines"),
      ("{rule: {y: 1}, labels: [a, b]}", "2 labels for 1 line"),
      ("{rule: {}}", "a rule needs values of x or of y"),
      ("{band: {x: [0, 1], y: [0, 1]}}", "a band lies along x or along y"),
      ("{line: {fit: f, data: t}}", "a line has a slope, or is a fit's, or goes through data"),
      ("{line: {fit: f, intercept: 1}}", "'intercept' has no effect here: it goes with 'slope'"),
      ("{line: {fit: f}, label-at: end}", "'label-at' has no effect here"),
      ("{points: {data: t}, color: 99}", "there are 6 colours, 0 to 5"),
      ("{text: '{shap:.2f}', at: [0, 0]}", "undefined name 'shap'"),
      ("{text: '{f_slope:.2q}', at: [0, 0]}", "unknown form ':.2q'"),
      ("{text: '{f_slope:5.2f}', at: [0, 0]}", "unknown form ':5.2f'"),
      ("{points: {data: t, rows: outliers}}", "'t' does not say which points are outliers"),
    ])
  func marks(mark: String, message: String) {
    let found = mistakes(in: Self.config(mark))
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test(
    "keys of figures, panels, axes, fits and frames that would come to nothing are told",
    arguments: [
      ("figures: {a: {height: 300, aspect: 2, panels: [{marks: []}]}}", "it follows from width"),
      ("figures: {a: {panels: [{x: {threshold: 2}, marks: []}]}}", "only a symlog scale has one"),
      (
        "figures: {a: {panels: [{x: {domain: [0, 1], ticks: [0, 2]}, marks: []}]}}",
        "the tick 2 lies outside the domain"
      ),
      ("figures: {a: {panels: [{z: {}, marks: [{rule: {x: 1}}]}]}}", "only a panel of surfaces"),
      ("figures: {a: {panels: [{camera: {}, marks: [{rule: {x: 1}}]}]}}", "only a panel of surf"),
      ("figures: {a: {panels: [{legend: below, marks: [{surface: rho}]}]}}", "surfaces have none"),
      (
        "figures: {a: {frames: {over: q, from: 0, to: 1, every: 3}, panels: [{marks: []}]}}",
        "'every' has no effect here: it goes with 'fit'"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t, optimizer: auto, steps: 9}}\n"
          + "figures: {a: {panels: [{marks: []}]}}", "only Adam takes a given number of steps"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t, optimizer: least-squares, loss: huber}}\n"
          + "figures: {a: {panels: [{marks: []}]}}", "least squares in closed form needs nothing"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t, loss: {name: l1, scale: 2}}}\n"
          + "figures: {a: {panels: [{marks: []}]}}", "the loss 'l1' has none"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t, loss: {adaptive: {}, alpha: 1}}}\n"
          + "figures: {a: {panels: [{marks: []}]}}", "the adaptive loss has keys of its own"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f-a: {data: t}, f_a: {data: t}}\n"
          + "figures: {a: {panels: [{marks: []}]}}", "'f_a_slope' would be what the fit 'f_a' finds"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t}}\nfigures: {a: {frames: "
          + "{fit: f, every: 2, steps: [1]}, panels: [{marks: []}]}}",
        "frames have one of 'every', 'steps' and 'count'"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t}}\n"
          + "figures: {a: {frames: {fit: f, steps: []}, panels: [{marks: []}]}}",
        "'steps' needs at least one number"
      ),
      (
        "figures: {a: {frames: {over: frame, from: 0, to: 1}, panels: [{marks: []}]}}",
        "'frame' is taken"
      ),
      (
        "data: {t: {toy: {}}}\nfits: {f: {data: t}}\n"
          + "figures: {a: {width: 100 + f_slope, panels: [{marks: []}]}}",
        "'width' cannot depend on a frame, nor on what a fit finds"
      ),
    ])
  func elsewhere(yaml: String, message: String) {
    let found = mistakes(in: yaml)
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test(
    "no picture is written over another",
    arguments: [
      ("a: {M, panels: [P]}, a-animated: {panels: [P]}", "'a-animated.svg'"),
      ("a-animated: {panels: [P]}, a: {M, panels: [P]}", "'a-animated.svg'"),
      ("a: {panels: [P]}, a-dark: {panels: [P]}", "'a-dark.svg'"),
      ("a: {M, panels: [P]}, A-Dark-Animated: {panels: [P]}", "'A-Dark-Animated.svg'"),
      ("a: {panels: [P]}, a.svg: {F, panels: [P]}", "'a.svg'"),
      ("Ä: {panels: [P]}, ä: {panels: [P]}", "'ä.svg'"),
    ])
  func paths(figures: String, path: String) {
    let yaml =
      "figures: {\(figures)}".replacingOccurrences(
        of: "M", with: "frames: {over: q, from: 0, to: 1, count: 3, write: [svg]}"
      ).replacingOccurrences(of: "F", with: "frames: {over: q, from: 0, to: 1}")
      .replacingOccurrences(of: "P", with: "{marks: []}")
    let found = mistakes(in: yaml)
    #expect(found.count == 1 && found[0].contains("would write \(path)"), "\(found)")
    #expect(found.first?.contains("in line 1, column 11") == true)
  }

  @Test("mistakes of all stages are told together")
  func together() throws {
    let yaml = """
      data: {gone: {csv: gone.csv}, t: {toy: {count: 20}}}
      fits: {f: {data: t, loss: l1, optimizer: lbfgs}}
      figures:
        a: {panels: [{marks: [{rule: {x: 1}, colour: red}]}]}
        b: {frames: {over: q, from: 0, to: 1, count: 3}, panels: [{marks: [{rule: {x: 1/(q - 0.5)}}]}]}
        c: {panels: [{marks: [{points: {data: gone}}]}]}
      """
    let error = try #require(throws: ConfigError.self) {
      try FigureFile.load(Array(yaml.utf8), path: "nowhere/f.yaml")
    }
    #expect(error.diagnostics.map(\.line) == [1, 2, 4, 5], "\(error)")
  }

  @Test("what a name is worth is part of what a picture depends on")
  func stale() throws {
    func said(_ value: Int) throws -> String {
      let yaml = """
        define: {k: \(value)}
        data: {t: {csv: t.csv, where: {g: k}}}
        fits: {f: {data: t}}
        figures: {a: {panels: [{marks: [{line: {fit: f}}]}]}, b: {panels: [{marks: []}]}}
        """
      let figures = try FigureFile(Array(yaml.utf8), path: "f").figures
      #expect(figures[1].canonical == "{6:panels=[{5:marks=[]}]}")
      return figures[0].canonical
    }
    #expect(try said(0) != said(1))
    #expect(try said(1) == said(1))
  }

  @Test("outliers are those that the data set's column names")
  func outliers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "x,y,bad,worse\n1,5,0,0\n2,6,1,0\n3,7,0,2\n".write(
      to: folder.appendingPathComponent("t.csv"), atomically: true, encoding: .utf8)
    func evaluated(_ column: String) throws -> (FigureFile, Evaluation) {
      let yaml = """
        data: {t: {csv: t.csv, outlier: \(column)}}
        figures: {a: {panels: [{marks: [{points: {data: t, rows: outliers}}, {points: {data: t, rows: inliers}}]}]}}
        """
      let file = try FigureFile(
        Array(yaml.utf8), path: folder.appendingPathComponent("f.yaml").path)
      return (file, file.evaluation())
    }
    let (file, evaluation) = try evaluated("bad")
    let moment = try file.still(file.figures[0], evaluation)
    let marks = try file.figures[0].panels[0].marks.flatMap { try $0.marks(at: moment) }
    #expect(marks.map { ($0 as? PointsMark)?.x } == [[2], [1, 3]])
    #expect(
      try evaluated("worse").1.diagnostics.map(\.message) == [
        "the column 'worse' must be 1 for outliers and 0 for the rest, and has 2.0"
      ])
    #expect(try evaluated("gone").1.diagnostics.count == 1)
  }
}
