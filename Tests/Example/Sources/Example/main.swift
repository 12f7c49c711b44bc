import Drawing
import Fitting
import Foundation
import Plotting
import Rasterizer
import RobustLoss
import SVGWriter

// Six points on a line, but for one.
let x: [Double] = [0, 1, 2, 3, 4, 5]
let y: [Double] = [1.0, 3.1, 4.9, 20.0, 9.0, 11.1]

// The adaptive loss finds the line and how robust it has to be for it.
let fit = try Regression(LineModel(), x: x, y: y).fit(FitPlan(.adaptive()))
let (slope, intercept) = (fit.parameters[0], fit.parameters[1])
print("y = \(slope)·x + \(intercept), outliers: \(fit.outliers())")

// How much a residual counts, by the loss that was found.
let loss = GeneralLoss(shape: fit.last.shape, scale: fit.last.scale)
print("weights: \(y.indices.map { loss.weight(y[$0] - slope * x[$0] - intercept) })")

// A figure is panels, a panel is axes and marks.
let figure = Figure(
  name: "example", title: "A line, but for one point",
  alternativeText: "Six points; a line passes through five of them.",
  panels: [
    PlanePanel(
      x: Axis(label: "$x$"), y: Axis(label: "$y$"),
      marks: [
        PointsMark(x: x, y: y, weights: fit.weights().map { $0 / loss.weight(0) }, label: "data"),
        CurveMark.line(
          slope: slope, intercept: intercept, style: LineStyle(.category(1), label: "fit")),
      ])
  ], width: 400)

// The same drawing becomes SVG and PNG.
let (fonts, _) = try FontSet.find()
let drawing = try figure.drawing(in: .light, typesetter: Typesetter(fonts: fonts))
let svg = try SVGWriter().write(drawing)
let png = try Rasterizer(scale: 2).png(drawing)
let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? ".")
try Data(svg).write(to: folder.appendingPathComponent("example.svg"))
try Data(png).write(to: folder.appendingPathComponent("example.png"))
