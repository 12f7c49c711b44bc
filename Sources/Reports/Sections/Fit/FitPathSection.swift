import Figures

extension Section {
  /// The most points of a picture in frames: each is stored again whenever its weight changes.
  static let mostMovingPoints = 1000

  /// The steps of the fit, with a slider through them.
  static func path(_ path: Picture, rows: Int) -> Section {
    var picture = path
    picture.title = nil
    picture.caption =
      "Each frame is a step of the fit; where it moved more, frames are closer together."
      + (rows > mostMovingPoints ? " \(mostMovingPoints) of the \(rows) rows are shown." : "")
    return Section(id: "path", heading: "The way to the fit", blocks: [.picture(picture)])
  }
}
