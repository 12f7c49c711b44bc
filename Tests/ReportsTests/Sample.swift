import Figures
import Reports

/// A small config with everything that a report of figures has to show, and the report about it.
enum Sample {
  static let config = """
    theme: both
    define: {c: 1.1}
    data:
      toy: {toy: {count: 12, seed: 3}}
    fits:
      adaptive: {data: toy, model: line, loss: adaptive, steps: 40}
    figures:
      curves:
        title: "<script>alert('title')</script> & $\\\\alpha < 2$"
        caption: "<img src=x onerror=alert('caption')> \\"quoted\\" {{mustache}} $\\\\frac{1}{c^2}$"
        alt: "</desc><script>alert('alt')</script>"
        width: 400
        panels:
          - {x: {domain: [-6c, 6c], label: "</text><script>alert(1)</script>"}, marks: [{curves: rho, alpha: [2, -inf], scale: c}]}
      moving:
        title: A line that turns
        alt: The fit of each step.
        width: 560
        frames: {fit: adaptive, count: 5}
        panels:
          - marks:
              - {points: {data: toy}}
              - {line: {fit: adaptive}, color: 1}
              - {text: "{step:.0f}", at: [0.2, 0.8]}
      heat:
        alt: A heatmap.
        width: 400
        panels:
          - {x: {domain: [-6c, 6c]}, y: {domain: [-2, 2]}, marks: [{heatmap: rho, scale: c}]}
      # </pre></code><script>alert('source')</script>
    """

  static func report(
    _ theme: FigureFile.ThemeChoice = .both, jobs: Int = 1, only: [String] = []
  ) throws -> Report {
    let source = Array(config.utf8)
    var options = Renderer.Options()
    options.theme = theme
    options.jobs = jobs
    options.only = only
    options.hasWords = false
    let renderer = try Renderer(FigureFile(source, path: "sample.yaml"), options: options)
    return try Report.ofFigures(renderer, source: source, program: "rho 0 <test>")
  }

  static func page(_ theme: FigureFile.ThemeChoice = .both, jobs: Int = 1) throws -> [UInt8] {
    let scheme = HTMLReport.Scheme(rawValue: theme.rawValue) ?? .both
    return try HTMLReport(try report(theme, jobs: jobs), scheme: scheme).bytes()
  }
}
