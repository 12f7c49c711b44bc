import Foundation

/// The path of a table of reference values (see their README).
func referencePath(_ name: String) -> String {
  Bundle.module.url(forResource: "Reference", withExtension: nil)!.appendingPathComponent(name).path
}
