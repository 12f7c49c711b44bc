import ArgumentParser

/// What an option names to be written.
enum FileArgument {
  /// Refuses standard output where something else is printed already, or where more than one file is written: a file
  /// named '-' is what nobody meant.
  static func refuseOutput(_ path: String?, _ option: String, _ kind: String = "a file") throws {
    guard let path else { return }
    if path.isEmpty { throw ValidationError("\(option) needs the name of \(kind).") }
    if path == "-" {
      throw ValidationError(
        "\(option) is not written to standard output; name \(kind) (./- if it is called so).")
    }
  }
}
