import Drawing

/// The attributes that say how a path is painted; those at SVG's defaults are left out.
struct Paint {
  var attributes: [String]

  /// The attributes with a space before each.
  var joined: String { attributes.map { " " + $0 }.joined() }

  /// `#rrggbb`, or `#rgb` where that says the same.
  static func name(_ color: Color) -> String {
    let channels = (color.red, color.green, color.blue)
    func isDouble(_ channel: UInt8) -> Bool { channel >> 4 == channel & 15 }
    let isShort = isDouble(channels.0) && isDouble(channels.1) && isDouble(channels.2)
    return String(unsafeUninitializedCapacity: 7) { text in
      text[0] = UInt8(ascii: "#")
      var count = 1
      func append(_ channel: UInt8) {
        if !isShort {
          text[count] = digit(channel >> 4)
          count += 1
        }
        text[count] = digit(channel & 15)
        count += 1
      }
      append(channels.0)
      append(channels.1)
      append(channels.2)
      return count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  static func attributes(fill: Color?, rule: Drawing.FillRule, stroke: Stroke?) -> Paint {
    var list: [String] = []
    if let fill {
      list.append("fill=\"\(name(fill))\"")
      if fill.alpha < 1 { list.append("fill-opacity=\"\(Hundredths.opacity(fill.alpha))\"") }
      if rule == .evenOdd { list.append("fill-rule=\"evenodd\"") }
    } else {
      list.append("fill=\"none\"")
    }
    guard let stroke, stroke.width > 0, stroke.width.isFinite else {
      return Paint(attributes: list)
    }
    list.append("stroke=\"\(name(stroke.color))\"")
    if stroke.color.alpha < 1 {
      list.append("stroke-opacity=\"\(Hundredths.opacity(stroke.color.alpha))\"")
    }
    if stroke.width != 1 { list.append("stroke-width=\"\(Hundredths.text(stroke.width))\"") }
    switch stroke.cap {
    case .butt: break
    case .round: list.append("stroke-linecap=\"round\"")
    case .square: list.append("stroke-linecap=\"square\"")
    }
    switch stroke.join {
    case .miter:
      if stroke.miterLimit != 4 {
        list.append("stroke-miterlimit=\"\(Hundredths.text(stroke.miterLimit))\"")
      }
    case .round: list.append("stroke-linejoin=\"round\"")
    case .bevel: list.append("stroke-linejoin=\"bevel\"")
    }
    if stroke.dash.contains(where: { $0 > 0 }), stroke.dash.allSatisfy({ $0 >= 0 && $0.isFinite }) {
      let dashes = stroke.dash.map(Hundredths.text).joined(separator: " ")
      list.append("stroke-dasharray=\"\(dashes)\"")
      if stroke.dashOffset != 0, stroke.dashOffset.isFinite {
        list.append("stroke-dashoffset=\"\(Hundredths.text(stroke.dashOffset))\"")
      }
    }
    return Paint(attributes: list)
  }
}
