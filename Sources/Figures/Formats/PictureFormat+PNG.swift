import Rasterizer

extension PictureFormat {
  /// Portable Network Graphics.
  public static let png = PictureFormat(
    "png", isRaster: true,
    encoder: { settings in
      let rasterizer = Rasterizer(scale: settings.scale, threads: settings.threads)
      return { try rasterizer.png($0) }
    },
    sequenceEncoder: { settings in
      let rasterizer = SequenceRasterizer(Rasterizer(scale: settings.scale))
      // Frames are many, and mostly on their way to another program.
      return { try rasterizer.png($0, compression: .fast) }
    })
}
