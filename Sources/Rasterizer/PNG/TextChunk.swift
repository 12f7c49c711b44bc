import CPNG

/// A keyword and its text as C wants them.
struct TextChunk {
  private let keyword: [CChar]
  private let text: [CChar]
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
