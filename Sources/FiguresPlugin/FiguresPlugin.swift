import Foundation
import PackagePlugin

/// `swift package --allow-writing-to-package-directory figures`: draws what a package's figures.yaml
/// declares. Arguments go on to `rho render`; `figures check` compares, as `rho check` does.
@main
struct FiguresPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    var arguments = arguments
    let verb = arguments.first == "check" ? arguments.removeFirst() : "render"
    let root = context.package.directoryURL
    let places = ["figures.yaml", "figures/figures.yaml"]
    guard
      let config = places.first(where: {
        FileManager.default.fileExists(atPath: root.appending(path: $0).path)
      })
    else {
      throw Failure("there is no \(places.joined(separator: " nor ")) in \(root.path)")
    }
    let rho = Process()
    rho.executableURL = try context.tool(named: "rho").url
    rho.arguments = [verb, config] + arguments
    rho.currentDirectoryURL = root
    try rho.run()
    rho.waitUntilExit()
    // rho has said why.
    if rho.terminationStatus != 0 { exit(rho.terminationStatus) }
  }

  /// Why nothing could be drawn.
  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
