/// The config that `rho new` writes.
public enum StarterFile {
  /// Writes it.
  /// - Throws: `FigureError` if there is such a file already, or it cannot be written.
  public static func write(to path: String) throws {
    guard !ConfigFile.exists(path) else {
      throw FigureError("'\(path)' is already there; name another file", isMistake: true)
    }
    Leftovers.clear(beside: path)
    try AtomicFile.write(Array(text.utf8), to: path)
  }

  /// The config: two figures that show the most important keys.
  public static let text = """
    # Figures of the general and adaptive robust loss. Draw them with `rho render`.
    # `rho schema > schema.json` writes what editors need to complete keys here.

    output: .               # the folder for pictures, relative to this file
    formats: [svg, png]
    scale: 2                # PNG pixels per point
    theme: light            # light, dark, or both: name.svg and name-dark.svg

    define:                 # names for use wherever a number may stand: -6c, 1/c
      c: 1.1

    data:                   # or a file of yours: {csv: measured.csv, x: time, y: height}
      toy: {toy: {count: 50, seed: 1}}

    fits:
      robust: {data: toy, loss: {alpha: -2, scale: 0.1}, start: [0.5, 0.2]}
      squares: {data: toy, optimizer: least-squares}

    figures:

      loss:                 # becomes loss.svg and loss.png
        title: One loss, many shapes
        caption: Inside $|x| < c$ all shapes agree; outside, $\\alpha$ decides how much an outlier counts.
        alt: The loss against the residual x for five shapes. The smaller alpha, the flatter the arms.
        width: 560
        panels:
          - x: {label: $x$, domain: [-6c, 6c]}      # ticks in multiples of c
            y: {label: "$\\\\rho(x, \\\\alpha, c)$", domain: [0, 6]}
            marks:
              - {band: {x: [-c, c]}}
              - {curves: rho, alpha: [2, 1, 0, -2, -inf], scale: c, label: ends}

      fit:
        title: A line fitted among outliers
        alt: Fifty points and two lines. The robust one follows the bulk, the other is pulled away.
        width: 560
        panels:
          - x: {label: $x$, domain: [0, 1]}
            y: {label: $y$, domain: [0, 1]}
            marks:
              - {points: {data: toy}, label: data}
              - {line: {fit: robust}, color: 1, label: "$\\\\alpha = -2$"}
              - {line: {fit: squares}, color: 2, label: least squares}

    """
}
