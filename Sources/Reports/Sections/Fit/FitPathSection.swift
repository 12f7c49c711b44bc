import Figures

extension Section {
  /// The steps of the fit, with a slider through them.
  static func path(_ pages: FigurePages) -> Section {
    var picture = Picture(pages)
    picture.title = nil
    picture.caption =
      "Each frame is a step of the fit; where it moved more, frames are closer together."
    return Section(id: "path", heading: "The way to the fit", blocks: [.picture(picture)])
  }
}
