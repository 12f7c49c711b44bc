import CPNG

/// A keyword and its text as C wants them.
struct TextChunk {
  /// Both end in a zero byte.
  private let keyword, text: [CChar]
  private let isUTF8: Bool

  init(_ keyword: String, _ text: String) {
    // A zero byte would end the text early.
    let text = text.filter { $0 != "\0" }
    self.keyword = keyword.utf8.map { CChar(bitPattern: $0) } + [0]
    isUTF8 = text.unicodeScalars.contains { $0.value > 255 }
    self.text =
      (isUTF8
        ? text.utf8.map { CChar(bitPattern: $0) }
        : text.unicodeScalars.map { CChar(bitPattern: UInt8($0.value)) }) + [0]
  }

  /// The chunk as it stands in a file.
  var bytes: [UInt8] {
    let text = text.dropLast().map { UInt8(bitPattern: $0) }
    let keyword = keyword.map { UInt8(bitPattern: $0) }
    // Not compressed, in no particular language, without a translated keyword.
    return isUTF8
      ? Chunk.bytes("iTXt", keyword, [0, 0, 0, 0], text) : Chunk.bytes("tEXt", keyword, text)
  }

  /// Lends C all of them at once.
  static func withChunks<R>(
    _ chunks: [TextChunk], _ body: (UnsafeBufferPointer<cpng_text>) -> R
  ) -> R {
    func lend(_ i: Int, _ done: [cpng_text]) -> R {
      if i == chunks.count { return done.withUnsafeBufferPointer(body) }
      return chunks[i].keyword.withUnsafeBufferPointer { key in
        chunks[i].text.withUnsafeBufferPointer { text in
          lend(
            i + 1,
            done + [
              cpng_text(
                keyword: key.baseAddress, text: text.baseAddress, is_utf8: chunks[i].isUTF8 ? 1 : 0)
            ])
        }
      }
    }
    return lend(0, [])
  }
}

extension PNGFile.Metadata {
  /// The texts that are not empty.
  var texts: [TextChunk] {
    [("Title", title), ("Description", description), ("Software", "Rho")]
      .filter { !$0.1.isEmpty }.map { TextChunk($0.0, $0.1) }
  }

  /// The resolution as PNG stores it; nil for none.
  var pixelsPerMeter: UInt32? {
    guard let scale, scale > 0, scale.isFinite else { return nil }
    // 72 points are an inch, 0.0254 m.
    let value = UInt32(min((scale * 72 / 0.0254).rounded(), 2_147_483_647))
    return value > 0 ? value : nil
  }
}
