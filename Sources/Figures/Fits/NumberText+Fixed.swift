import Config
import Plotting

extension NumberText {
  /// A number with a fixed number of decimals; as few digits as are needed if it has too many figures.
  package static func fixed(_ value: Double, digits: Int) -> String {
    Template.fixed(value, digits: digits) ?? short(value)
  }
}
