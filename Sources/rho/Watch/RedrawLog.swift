import Basics
import Config
import Figures
import Foundation

/// What one redraw has written, in a line.
final class RedrawLog: Sendable {
  private let folder: String
  /// The figures by the names of their files and folders.
  private let owners: [String: String]
  private let written = Locked<(figures: [String], count: Int)>(([], 0))

  init(_ renderer: Renderer) {
    folder = renderer.folder
    var owners: [String: String] = [:]
    for picture in renderer.pictures {
      for name in renderer.fileNames(of: picture) + [picture.stem] {
        owners[name] = picture.figure.name
      }
    }
    self.owners = owners
  }

  /// Notes a file that was written.
  func add(_ event: Renderer.Event) {
    guard event.bytes != nil else { return }
    let inside =
      folder.isEmpty || folder == "." ? 0 : folder.count + (folder.hasSuffix("/") ? 0 : 1)
    let name = event.path.dropFirst(inside).prefix { $0 != "/" }
    written.with {
      $0.count += 1
      if let figure = owners[String(name)], !$0.figures.contains(figure) {
        $0.figures.append(figure)
      }
    }
  }

  /// `drew weights: 4 files in 85 ms`
  func line(after time: Duration) -> String {
    let (figures, count) = written.with { ($0.figures.sorted(), $0.count) }
    if count == 0 { return "up to date" }
    let what =
      figures.count > 4 ? "\(figures.count) figures" : figures.joined(separator: ", ")
    return "drew \(what): \(counted(count, "file")) in \(Self.text(time))"
  }

  private static func text(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    return "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
