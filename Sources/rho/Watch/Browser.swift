import Foundation

/// The reader's browser.
enum Browser {
  /// Shows a page; warns if there is no program that can.
  static func open(_ address: String) {
    #if os(macOS)
      let name = "open"
    #else
      let name = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name, address]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.terminationHandler = {
      if $0.terminationStatus != 0 { Failure.warn("\(name) cannot open the page") }
    }
    do { try process.run() } catch { Failure.warn("\(name) cannot open the page") }
  }
}
