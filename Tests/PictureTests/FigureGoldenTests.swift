import Figures
import TestSupport
import Testing

@Suite("Golden pictures of the figures")
struct FigureGoldenTests {
  @Test("every figure is drawn as it was when it was looked at", arguments: Gallery.stems)
  func figure(stem: String) throws {
    try Golden.expect(try Gallery.drawing(stem), is: "figure-\(stem)")
  }

  @Test("the gallery has the figures that were promised")
  func names() throws {
    let promised = [
      "outliers-and-mse", "loss-and-gradient", "loss-surface", "loss-heatmap", "fixed-alpha-fit",
      "weights", "one-outlier", "alpha-sweep", "adaptive-fit", "density-and-nll",
      "partition-function",
      "fits-compared", "belgian-calls", "cyg-ob1", "stack-loss", "anscombe",
    ]
    #expect(Gallery.stems == promised.flatMap { [$0, $0 + "-dark"] })
  }
}
