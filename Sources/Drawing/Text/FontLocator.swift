#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds font files by family name.
///
/// Files of font families are named `Family-Style.otf` or `.ttf` nearly everywhere, so the usual
/// folders are asked for such names first, and walked only if that fails.
public struct FontLocator: Hashable, Sendable {
  /// A style of a family.
  public enum Style: String, Hashable, Sendable {
    /// Upright, of normal weight.
    case regular
    /// Upright, half-way to bold, or bold where there is none.
    case semiBold = "semi-bold"
    /// Slanted, of normal weight.
    case italic
    /// Upright, bold.
    case bold
    /// Slanted, bold.
    case boldItalic = "bold italic"

    var names: [String] {
      switch self {
      case .regular: ["Regular", "", "Roman", "Book"]
      case .semiBold: ["SemiBold", "Semibold", "DemiBold", "Bold"]
      case .italic: ["Italic", "Oblique", "RegularItalic"]
      case .bold: ["Bold"]
      case .boldItalic: ["BoldItalic", "BoldOblique"]
      }
    }
  }

  /// The folders that are searched, in order.
  public var folders: [String]

  /// Searches the given folders, or the usual ones of this system.
  public init(folders: [String]? = nil) {
    if let folders {
      self.folders = folders
      return
    }
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    self.folders =
      (home.isEmpty
        ? []
        : ["\(home)/.local/share/fonts", "\(home)/.fonts", "\(home)/Library/Fonts"])
      + [
        "/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts",
        "/opt/homebrew/share/fonts",
      ]
  }

  /// The path of a family's face in a style; nil if it is not found.
  public func path(ofFamily family: String, style: Style) -> String? {
    let compact = family.filter { $0 != " " }
    var files: [String] = []
    for name in style.names {
      let stem = name.isEmpty ? compact : "\(compact)-\(name)"
      files += ["\(stem).otf", "\(stem).ttf"]
    }
    // Debian's packages: a folder per family below opentype or truetype.
    let lower = String(compact.lowercased())
    var places = ["", "/" + lower]
    func addPlace(_ name: some StringProtocol) {
      if !places.contains("/" + name) { places.append("/" + name) }
    }
    let words = family.lowercased().split(separator: " ")
    addPlace(words.joined(separator: "-"))
    if let first = words.first { addPlace(first) }
    if lower.hasPrefix("stix") { addPlace("stix") }
    for folder in folders where access(folder, R_OK) == 0 {
      for kind in ["", "/opentype", "/truetype"] where access(folder + kind, R_OK) == 0 {
        for place in places where access(folder + kind + place, R_OK) == 0 {
          for file in files {
            let path = "\(folder)\(kind)\(place)/\(file)"
            if access(path, R_OK) == 0, Self.isFile(path) { return path }
          }
        }
      }
    }
    for folder in folders {
      var found: [String: String] = [:]
      Self.walk(folder, depth: 5) { name, path in
        if found[name] == nil, files.contains(name) { found[name] = path }
      }
      for file in files { if let path = found[file] { return path } }
    }
    return nil
  }

  /// Whether there is a file of bytes: no folder, pipe or device.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Why a path cannot be read as a file of bytes; nil if it can.
  static func fault(ofFile path: String) -> String? {
    var status = stat()
    if path.utf8.contains(0) { return "a zero byte in the file's name" }
    guard stat(path, &status) == 0 else {
      return errno == ENOENT ? "there is no such file" : String(cString: strerror(errno))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return access(path, R_OK) == 0 ? nil : String(cString: strerror(errno))
    case S_IFDIR: return "it is a folder; name a font file in it, or a family"
    default: return "it is a device or a pipe and not a file"
    }
  }

  /// Visits every file below a folder, in the order of names, so that the same files give the same choice.
  private static func walk(_ folder: String, depth: Int, _ visit: (String, String) -> Void) {
    guard depth > 0, let stream = opendir(folder) else { return }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".otf") || name.hasSuffix(".ttf") {
        visit(name, path)
      } else if !name.contains(".") {
        walk(path, depth: depth - 1, visit)
      }
    }
  }
}
