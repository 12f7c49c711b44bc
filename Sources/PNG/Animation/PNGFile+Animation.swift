import Drawing

extension PNGFile {
  /// Writes an animation whose frames are at hand; for many of them, use `AnimatedPNGWriter`.
  /// - Parameters:
  ///   - frames: pictures of one size, and how long each is shown.
  ///   - loops: how often they are shown; 0 for ever.
  ///   - metadata: what the file says about the animation.
  ///   - compression: how much time is given to making the file small.
  /// - Throws: `PNGError` if there are no frames, or their sizes differ.
  public static func encode(
    animation frames: [(image: Image, delay: AnimatedPNGWriter.Delay)], loops: Int = 0,
    metadata: Metadata = Metadata(), compression: Compression = .standard
  ) throws(PNGError) -> [UInt8] {
    guard let first = frames.first?.image else {
      throw PNGError("an animation of 0 frames is not possible; give it at least one")
    }
    var bytes: [UInt8] = []
    do {
      let writer = try AnimatedPNGWriter(
        width: first.width, height: first.height, frames: frames.count, loops: loops,
        metadata: metadata, compression: compression
      ) { bytes += $0 }
      for frame in frames { try writer.add(frame.image, delay: frame.delay) }
      try writer.finish()
    } catch let error as PNGError {
      throw error
    } catch {
      preconditionFailure("an array takes all bytes")
    }
    return bytes
  }
}

extension AnimatedPNGWriter {
  /// The fraction nearest to a time that the format can hold, such as 1/60 for 1.0 / 60.
  /// - Parameter seconds: from 0 to 65535. What is less than half of 1/65535 becomes 0.
  /// - Throws: `PNGError` for other numbers.
  public static func delay(seconds: Double) throws(PNGError) -> Delay {
    let limit = Double(UInt16.max)
    guard seconds >= 0, seconds <= limit else {
      throw PNGError("a delay of \(seconds) s is not possible; choose one from 0 to 65535 s")
    }
    // The convergents of the continued fraction, as long as both numbers fit. What rounding left
    // behind a fraction would go on as a huge term.
    var (p, q) = (seconds.rounded(.down), 1.0)
    var (p0, q0) = (1.0, 0.0)
    var rest = seconds - p
    while rest > 1e-9 {
      let term = (1 / rest).rounded(.down)
      let next = (p: term * p + p0, q: term * q + q0)
      if next.p > limit || next.q > limit { break }
      (p0, q0, p, q) = (p, q, next.p, next.q)
      rest = 1 / rest - term
    }
    return (UInt16(p), UInt16(q))
  }
}
