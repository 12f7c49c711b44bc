import Mustache

/// The templates of reports, which are part of the program.
enum TemplateLibrary {
  /// A file of the folder `Templates`, as text.
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The page and its parts.
  static func html() throws -> MustacheLibrary {
    var library = MustacheLibrary()
    let parts = [
      ("page", PackageResources.page_html), ("picture", PackageResources.picture_html),
      ("table", PackageResources.table_html), ("explorer", PackageResources.explorer_html),
    ]
    for (name, bytes) in parts { try library.register(text(bytes), named: name) }
    return library
  }

  /// The Markdown file.
  static func markdown() throws -> MustacheTemplate {
    try MustacheTemplate(string: text(PackageResources.report_md))
  }
}
