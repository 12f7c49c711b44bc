/// What a mapping of the config may hold: declared once, used by the decoder, by its suggestions, and by
/// the JSON Schema.
package struct ObjectSpec: Sendable {
  /// What the mapping is, for messages: `a panel`, `a curves mark`.
  package var name: String
  /// What it is for.
  package var summary: String
  package var keys: [Key]

  package struct Key: Sendable {
    package var name: String
    package var kind: Kind
    package var summary: String
    package var isRequired = false
    /// What a config that leaves the key out is taken to say.
    package var standard: String?

    package init(
      _ name: String, _ kind: Kind, _ summary: String, required: Bool = false,
      default standard: String? = nil
    ) {
      self.standard = standard
      self.name = name
      self.kind = kind
      self.summary = summary
      isRequired = required
    }
  }

  /// What a value may be.
  package indirect enum Kind: Sendable {
    /// A number or an expression of defined names.
    case number
    case integer
    case bool
    case string
    /// Text with `$…$`.
    case markup
    case choice([String])
    /// A list, or one value that stands for a list of one.
    case list(Kind)
    /// A list of exactly two.
    case pair(Kind)
    case object(@Sendable () -> ObjectSpec)
    /// A mapping from names that the user chooses.
    case named(@Sendable () -> ObjectSpec)
    /// A mapping from names to numbers.
    case numbers
    case either([Kind])
    /// One of several mappings, told apart by a key that only one of them has.
    case oneOf(@Sendable () -> [ObjectSpec])
  }

  package init(_ name: String, _ summary: String, _ keys: [Key]) {
    self.name = name
    self.summary = summary
    self.keys = keys
  }

  package func key(_ name: String) -> Key? { keys.first { $0.name == name } }
}

extension ObjectSpec.Kind {
  /// The kind in words, for messages.
  package var words: String {
    switch self {
    case .number: "a number"
    case .integer: "a whole number"
    case .bool: "true or false"
    case .string, .markup: "text"
    case .choice(let names): "one of " + names.joined(separator: ", ")
    case .list(let kind): "a list, each \(kind.words)"
    case .pair(let kind): "a list of two, each \(kind.words)"
    case .object(let spec): "a mapping for \(spec().name)"
    case .named, .numbers, .oneOf: "a mapping"
    case .either(let kinds): kinds.map(\.words).joined(separator: ", or ")
    }
  }
}
