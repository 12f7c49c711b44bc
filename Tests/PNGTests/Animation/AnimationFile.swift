import CZlib
import Drawing

/// An animated PNG taken apart by the letter of the specification, and only as far as our writer
/// goes: RGBA of 8 bits, first frame in IDAT, frames that stay.
struct AnimationFile {
  struct Chunk {
    var name: String
    var data: [UInt8]
    var hasRightSum: Bool

    func number(at i: Int, bytes: Int = 4) -> Int {
      data[i..<i + bytes].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// What an fcTL chunk says, and the data behind it.
  struct Frame {
    var x, y, width, height: Int
    var delay: [Int]
    var dispose, blend: UInt8
    var data: [UInt8] = []
  }

  struct Malformed: Error { var reason: String }

  private(set) var chunks: [Chunk] = []
  private(set) var frames: [Frame] = []
  /// Of fcTL and fdAT, in the order of the file.
  private(set) var sequence: [Int] = []

  init(_ file: [UInt8]) throws {
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw Malformed(reason: "no signature")
    }
    var i = 8
    while i < file.count {
      guard i + 12 <= file.count else { throw Malformed(reason: "a chunk is cut off") }
      let n = file[i..<i + 4].reduce(0) { $0 << 8 | Int($1) }
      guard i + 12 + n <= file.count else { throw Malformed(reason: "a chunk is cut off") }
      let sum = file[i + 8 + n..<i + 12 + n].reduce(0) { $0 << 8 | UInt32($1) }
      chunks.append(
        Chunk(
          name: String(decoding: file[i + 4..<i + 8], as: UTF8.self),
          data: Array(file[i + 8..<i + 8 + n]),
          hasRightSum: sum == Self.sum(file[i + 4..<i + 8 + n])))
      i += 12 + n
    }
    for chunk in chunks {
      switch chunk.name {
      case "fcTL":
        sequence.append(chunk.number(at: 0))
        frames.append(
          Frame(
            x: chunk.number(at: 12), y: chunk.number(at: 16), width: chunk.number(at: 4),
            height: chunk.number(at: 8),
            delay: [chunk.number(at: 20, bytes: 2), chunk.number(at: 22, bytes: 2)],
            dispose: chunk.data[24], blend: chunk.data[25]))
      // A still picture has no frames.
      case "IDAT" where !frames.isEmpty: frames[0].data += chunk.data
      case "fdAT":
        sequence.append(chunk.number(at: 0))
        frames[frames.count - 1].data += chunk.data.dropFirst(4)
      default: break
      }
    }
  }

  /// The sum of PNG's appendix D, not zlib's.
  static func sum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }

  /// What a viewer shows, frame by frame.
  func pictures() throws -> [Image] {
    let (width, height) = (chunks[0].number(at: 0), chunks[0].number(at: 4))
    var page = [UInt8](repeating: 0, count: 4 * width * height)
    return try frames.map { frame in
      let pixels = try pixels(of: frame)
      for y in 0..<frame.height {
        for x in 0..<frame.width {
          let from = 4 * (y * frame.width + x)
          let to = 4 * ((frame.y + y) * width + frame.x + x)
          let alpha = pixels[from + 3]
          if frame.blend == 1 && alpha == 0 { continue }
          if frame.blend == 1 && alpha < 255 { throw Malformed(reason: "pixels would mix") }
          page.replaceSubrange(to..<to + 4, with: pixels[from..<from + 4])
        }
      }
      return Image(width: width, height: height, pixels: page)
    }
  }

  /// The filters of a frame's rows.
  func filters(of frame: Frame) throws -> [UInt8] {
    let bytes = try inflated(frame)
    return (0..<frame.height).map { bytes[$0 * (4 * frame.width + 1)] }
  }

  private func inflated(_ frame: Frame) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: frame.height * (4 * frame.width + 1))
    var count = uLong(bytes.count)
    guard uncompress(&bytes, &count, frame.data, uLong(frame.data.count)) == Z_OK,
      count == bytes.count
    else { throw Malformed(reason: "the pixels of a frame are not as many as they should be") }
    return bytes
  }

  private func pixels(of frame: Frame) throws -> [UInt8] {
    let bytes = try inflated(frame)
    let n = 4 * frame.width
    var above = [UInt8](repeating: 0, count: n)
    var result: [UInt8] = []
    for y in 0..<frame.height {
      var row = Array(bytes[y * (n + 1) + 1..<(y + 1) * (n + 1)])
      switch bytes[y * (n + 1)] {
      case 0: break
      case 4:
        for i in 0..<n {
          let a = i < 4 ? 0 : Int(row[i - 4])
          let b = Int(above[i])
          let c = i < 4 ? 0 : Int(above[i - 4])
          let p = a + b - c
          // Ties go to the left, then to what is above.
          let best = [a, b, c].enumerated().min {
            (abs(p - $0.element), $0.offset) < (abs(p - $1.element), $1.offset)
          }!
          row[i] &+= UInt8(best.element)
        }
      default: throw Malformed(reason: "a filter that is not used")
      }
      result += row
      above = row
    }
    return result
  }
}
