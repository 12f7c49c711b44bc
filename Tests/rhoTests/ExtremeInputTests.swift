import Foundation
import Testing

/// Numbers off the paved path: each is a mistake with its place or a picture, and never the end of the program.
@Suite struct ExtremeInputTests {
  // MARK: Configs

  /// A figure of two frames over q with more keys, and what is told of it.
  static let frames: [(keys: String, key: String, told: String)] = [
    ("over: frame, from: 0, to: 1", "over", "'frame' is taken"),
    ("over: pi, from: 0, to: 1", "over", "'pi' cannot be a name"),
    ("over: q, from: 0, to: 1, rate: 1e-300", "rate", "'rate' must lie between"),
    ("over: q, from: 0, to: 1, rate: 5e-324", "rate", "'rate' must lie between"),
    ("over: q, from: 0, to: 1, rate: 0", "rate", "'rate' must be a positive"),
    ("over: q, from: 0, to: 1, rate: inf", "rate", "'rate' must be a positive"),
    ("over: q, from: 0, to: 1, rate: 1e9", "rate", "'rate' must lie between"),
    ("over: q, from: 0, to: 1, hold: 1e300", "hold", "'hold' must lie between"),
    ("over: q, from: 0, to: 1, hold: -1e-300", "hold", "'hold' must lie between"),
    ("over: q, from: 0, to: 1, count: 1", "count", "'count' must lie between"),
    ("over: q, from: 0, to: 1, count: 1e300", "count", "expected a whole number"),
    ("over: q, from: 0, to: 1, count: -9223372036854775808", "count", "expected a whole number"),
    ("over: q, from: -1e308, to: 1.7e308, count: 2", "from", "the domain"),
    ("over: q, from: 5e-324, to: 0, count: 2, scale: log", "to", "frames spread by a logarithm"),
  ]

  @Test(arguments: frames)
  func framesAreToldTheirBounds(keys: String, key: String, told: String) throws {
    let program = try Program()
    defer { program.remove() }
    let line = "    frames: {\(keys), write: [svg]}"
    try program.write(
      """
      figures:
        f:
      \(line)
          panels: [{marks: [{curves: rho, alpha: 1, scale: 1}]}]
      """, "f.yaml")
    let value = try #require(line.firstRange(of: "\(key): ")).upperBound
    let column = line.distance(from: line.startIndex, to: value) + 1
    for command in ["validate", "render"] {
      let run = try program(command, "f.yaml")
      #expect(run.status == 2, "\(command): \(run.errors)")
      #expect(
        run.errors.contains("f.yaml:3:\(column): error: \(told)"), "\(command): \(run.errors)")
    }
    #expect(program.files == ["f.yaml"])
  }

  @Test(arguments: [
    ("[]", "29: error: 'steps' needs at least one number"),
    ("[-1]", "30: error: 'steps' must lie between 0 and 1000000"),
    ("[0.5]", "30: error: expected a whole number"),
    ("[1e300]", "30: error: expected a whole number"),
    ("[inf]", "30: error: expected a whole number"),
    ("[0, 4]", "33: error: there is no step 4: the fit ends with step 3"),
    ("[0, 9007199254740992]", "33: error: expected a whole number"),
  ])
  func stepsOfAFit(steps: String, told: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.toy, "toy.csv")
    try program.write(
      """
      data: {toy: {csv: toy.csv}}
      fits: {m: {data: toy, loss: l2, steps: 3}}
      figures:
        f:
          frames: {fit: m, steps: \(steps)}
          panels: [{marks: [{line: {fit: m}}]}]
      """, "f.yaml")
    let run = try program("validate", "f.yaml")
    #expect(run.status == 2)
    #expect(run.errors.contains("f.yaml:5:\(told)"), "\(run.errors)")
  }

  /// The slowest and the fastest rate that may be written, in every form that needs no other program.
  @Test(arguments: ["0.001", "240"]) func ratesAtTheirBoundsAreDrawn(rate: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(
      """
      scale: 0.5
      figures:
        f:
          width: 120
          frames: {over: q, from: 0, to: 1, count: 2, rate: \(rate), hold: 60, write: [svg, apng]}
          panels: [{marks: [{curves: rho, alpha: q, scale: 1}]}]
      """, "f.yaml")
    let run = try program("render", "f.yaml")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      program.files == [".rho-state.json", "f-animated.png", "f-animated.svg", "f.svg", "f.yaml"])
  }

  // MARK: The command line

  @Test(arguments: [
    "-9223372036854775808", "9223372036854775807", "0", "4", "-1", "1e300", "99999999999999999999",
  ])
  func columnsByNumber(column: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("x,y\n1,2\n2,3\n3,4\n", "a.csv")
    for arguments in [["--x=\(column)", "--y", "y"], ["--x", "x", "--y=\(column)"]] {
      for loss in ["l2", "adaptive"] {
        let run = try program.tool.run(
          ["fit", "a.csv", "--loss", loss] + arguments, in: program.folder)
        #expect(run.status == 2)
        #expect(run.errors.contains("there is no column '\(column)'"), "\(run.errors)")
      }
    }
  }

  @Test(arguments: [
    ["--model", "poly:99999999999999999999"], ["--model", "poly:-1"],
    ["--steps", "99999999999999"],
    ["--rate", "nan"], ["--rate", "0"], ["--rate=-inf"], ["--bootstrap", "1"],
    ["--loss", "alpha=nan"], ["--loss", "alpha=1,scale=1e999"], ["--loss", "huber,scale=0"],
  ])
  func settingsOfAFit(arguments: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("x,y\n1,2\n2,3\n3,5\n4,4\n", "a.csv")
    let run = try program.tool.run(
      ["fit", "a.csv", "--x", "x", "--y", "y"] + arguments, in: program.folder)
    #expect(run.status == 2, "\(run.errors)")
  }

  @Test(arguments: [
    ["--shard", "1/0"], ["--shard", "9223372036854775807/9223372036854775807"],
    ["--shard=-9223372036854775808/3"], ["--scale", "1e308"], ["--scale", "nan"],
    ["--jobs", "99999999999"],
  ])
  func settingsOfRendering(arguments: [String]) throws {
    let program = try Program.withSmallConfig()
    defer { program.remove() }
    let run = try program.tool.run(["render", "figures.yaml"] + arguments, in: program.folder)
    #expect(run.status == 2 || run.status == 0 && arguments[1].hasPrefix("9"), "\(run.errors)")
  }

  // MARK: Data

  static let residuals: [(name: String, rows: String)] = [
    ("huge", "1e308\n-1e308\n1e308\n"), ("huge on one side", "1e308\n1.7e308\n1e308\n"),
    ("all zero", "0\n0\n0\n0\n"), ("all equal", "3\n3\n3\n3\n"), ("one row", "1\n"),
    ("tiny", "5e-324\n-5e-324\n0\n5e-324\n"), ("both", "1e308\n1e-308\n-1e-308\n0\n2e-308\n"),
    ("one far", "1\n-1\n0.5\n-0.5\n1e300\n"),
  ]

  /// A picture or a sentence; no word of a config that nobody wrote.
  @Test(arguments: residuals) func residualsOfAnySize(name: String, rows: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("error\n" + rows, "r.csv")
    for output in [["--figure", "f.svg"], ["--figure", "f.png"], ["--report", "r.html"], []] {
      let run = try program.tool.run(
        ["fit", "r.csv", "--residual", "error"] + output, in: program.folder)
      #expect(run.status == 0 || run.status == 2, "\(name): \(run.errors)")
      if run.status == 2 {
        #expect(!run.errors.contains("fit:") && run.errors.hasPrefix("error: "), "\(run.errors)")
      } else if let file = output.last {
        #expect(try program.read(file).count > 500)
      }
    }
  }

  @Test(arguments: [
    "1e308,1e308\n-1e308,-1e308\n0,1\n1,2\n", "1e-320,1e-320\n0,0\n2e-320,3e-320\n1e-319,1e-319\n",
    "1,1e308\n2,-1e308\n3,1e308\n4,1e308\n", "1,1\n1,1\n1,1\n", "1e308,1\n-1e308,2\n1e308,3\n0,4\n",
  ])
  func tablesOfAnySize(rows: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write("x,y\n" + rows, "a.csv")
    for loss in ["adaptive", "huber"] {
      for output in [["--figure", "f.svg"], ["--animation", "f-a.svg"], ["--report", "r.html"]] {
        let run = try program.tool.run(
          ["fit", "a.csv", "--x", "x", "--y", "y", "--loss", loss] + output, in: program.folder)
        #expect(run.status == 0 || run.status == 2, "\(loss): \(run.errors)")
        #expect(!run.errors.contains("fit:"), "\(run.errors)")
      }
    }
  }
}
