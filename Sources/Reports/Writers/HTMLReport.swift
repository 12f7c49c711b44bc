import Drawing
import Mustache
import Rasterizer
import SVGWriter

/// Writes a report as one HTML file that needs nothing else: no network, no fonts, no files beside it.
///
/// It follows the reader's preference for light or dark where its pictures have both looks, works with
/// the keyboard, on paper and, except for what moves, without JavaScript. The same report gives the same
/// bytes.
public struct HTMLReport: Sendable {
  /// The report.
  public var report: Report
  /// The colours of the page.
  public var scheme: Scheme

  /// The colours of a page.
  public enum Scheme: String, Sendable {
    /// Dark ink on white.
    case light
    /// Light ink on near-black; on paper as `light`.
    case dark
    /// As the reader prefers.
    case both
  }

  /// A page for a report.
  public init(_ report: Report, scheme: Scheme = .both) {
    self.report = report
    self.scheme = scheme
  }

  /// The page, in UTF-8.
  /// - Throws: `SVGError` if a picture cannot be written.
  public func bytes() throws -> [UInt8] {
    var pictures = InlineSVGWriter(SVGWriter())
    var contents: [[[String: Any]]] = []
    for section in report.sections {
      contents.append(try section.blocks.map { try block($0, &pictures) })
    }
    let document = try pictures.finish()
    let sections = zip(report.sections, contents).map { section, blocks in
      self.section(section, blocks.map { Self.filled($0, document.pages) })
    }
    let blocks = report.sections.flatMap(\.blocks)
    let script = Self.script(for: blocks)
    var page: [String: Any] = [
      "scheme": scheme.rawValue, "program": report.program,
      "plainTitle": Markup.plain(report.title), "title": MathML.html(report.title),
      "hasFacts": !report.facts.isEmpty,
      "facts": report.facts.map {
        ["name": MathML.html($0.name), "value": MathML.html($0.value)]
      },
      "style": TemplateLibrary.text(PackageResources.report_css) + document.sheet,
      "sections": sections, "hasScript": !script.isEmpty, "script": script,
    ]
    if let lead = report.lead { page["lead"] = MathML.html(lead) }
    let text = try TemplateLibrary.html().render(page, withTemplate: "page") ?? ""
    return Array(text.utf8)
  }

  /// What the blocks need of the scripts.
  private static func script(for blocks: [Block]) -> String {
    var parts: [[UInt8]] = []
    let moves = blocks.contains {
      if case .picture(let picture) = $0 { !picture.frameNames.isEmpty } else { false }
    }
    let explores = blocks.contains { if case .explorer = $0 { true } else { false } }
    if moves { parts.append(PackageResources.frames_js) }
    if explores { parts += [PackageResources.loss_js, PackageResources.explorer_js] }
    return parts.map(TemplateLibrary.text).joined()
  }

  // MARK: What templates are given

  private func section(_ section: Section, _ blocks: [[String: Any]]) -> [String: Any] {
    let entries = section.blocks.compactMap { block -> [String: Any]? in
      guard case .picture(let picture) = block, let title = picture.title else { return nil }
      return ["anchor": Self.anchor(picture), "heading": MathML.html(title)]
    }
    return [
      "anchor": "section-\(section.id)", "heading": MathML.html(section.heading), "blocks": blocks,
      "entries": entries, "hasEntries": entries.count > 1,
    ]
  }

  private func block(
    _ block: Block, _ pictures: inout InlineSVGWriter
  ) throws -> [String: Any] {
    switch block {
    case .paragraph(let text): return ["paragraph": ["text": MathML.html(text)]]
    case .picture(let picture): return ["picture": try self.picture(picture, &pictures)]
    case .table(let table): return ["table": Self.table(table)]
    case .source(let name, let text): return ["source": ["name": name, "text": text]]
    case .explorer(let explorer):
      return [
        "explorer": [
          "picture": try picture(explorer.picture, &pictures),
          "data": HTML.script(explorer.data), "reach": "\(explorer.reach)",
          "leastScale": "\(explorer.scales.least)", "mostScale": "\(explorer.scales.most)",
          "step": "\(explorer.step)",
        ] as [String: Any]
      ]
    }
  }

  /// Stands for the picture's markup, which is known when all pictures are.
  private static let number = "number"

  private func picture(
    _ picture: Picture, _ pictures: inout InlineSVGWriter
  ) throws -> [String: Any] {
    let label = picture.title.map(Markup.plain) ?? "Picture"
    // The page has a ground of its own; paper has none that is dark.
    let looks = picture.looks.map { frames in
      frames.map { frame in
        var frame = frame
        if scheme != .dark { frame.background = nil }
        if picture.title != nil { frame.title = label }
        return frame
      }
    }
    let number = try pictures.add(looks.first ?? [], dark: looks.count > 1 ? looks[1] : [])
    var result: [String: Any] = [
      "anchor": Self.anchor(picture), "label": label, Self.number: number,
      "width": "\(looks.first?.first?.size.width ?? 0)",
    ]
    if let title = picture.title { result["title"] = MathML.html(title) }
    if let caption = picture.caption { result["caption"] = MathML.html(caption) }
    if !picture.frameNames.isEmpty {
      let names = picture.frameNames.map(Self.json).joined(separator: ",")
      result["frames"] = [
        "names": "[\(names)]", "last": picture.frameNames.count - 1,
        "lastName": picture.frameNames.last ?? "", "label": label,
      ]
    }
    return result
  }

  /// A block with the markup of its pictures.
  private static func filled(_ block: [String: Any], _ pages: [String]) -> [String: Any] {
    var block = block
    for (key, value) in block {
      if key == number, let index = value as? Int { block["svg"] = pages[index] }
      if let part = value as? [String: Any] { block[key] = filled(part, pages) }
    }
    return block
  }

  private static func table(_ table: Table) -> [String: Any] {
    var result: [String: Any] = [
      "label": table.caption.map(Markup.plain) ?? "Table",
      "columns": table.columns.map(MathML.html),
      "rows": table.rows.map { row in
        [
          "head": MathML.html(row.first ?? ""), "cells": row.dropFirst().map(MathML.html),
        ] as [String: Any]
      },
    ]
    if let caption = table.caption { result["caption"] = MathML.html(caption) }
    return result
  }

  private static func anchor(_ picture: Picture) -> String { "figure-\(picture.name)" }

  private static func json(_ text: String) -> String {
    "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        default: scalar.value < 0x20 ? " " : String(scalar)
        }
      }.joined() + "\""
  }
}
