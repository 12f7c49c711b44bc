/// TeX's classes of atoms, which decide the space between neighbours (The TeXbook, chapter 18).
package enum AtomClass: Int, Hashable, Sendable {
  case ordinary, largeOperator, binary, relation, opening, closing, punctuation, inner
}

/// A sign of the markup: what it is called, what it looks like, how it behaves.
package struct MathSymbol: Hashable, Sendable {
  /// The sign.
  package var text: String
  /// How it behaves.
  package var atom: AtomClass
  /// Whether it is a variable's.
  package var isItalic = false
}

/// The commands and characters that the mathematics markup knows.
enum MathSymbols {
  /// Small Greek letters, set in italics, by command.
  private static let greek: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ",
    "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "partial": "∂", "ell": "ℓ",
  ]
  private static let upright: [String: (String, AtomClass)] = [
    "Gamma": ("Γ", .ordinary), "Delta": ("Δ", .ordinary), "Theta": ("Θ", .ordinary),
    "Lambda": ("Λ", .ordinary), "Xi": ("Ξ", .ordinary), "Pi": ("Π", .ordinary),
    "Sigma": ("Σ", .ordinary), "Upsilon": ("Υ", .ordinary), "Phi": ("Φ", .ordinary),
    "Psi": ("Ψ", .ordinary), "Omega": ("Ω", .ordinary), "infty": ("∞", .ordinary),
    "nabla": ("∇", .ordinary), "prime": ("′", .ordinary), "degree": ("°", .ordinary),
    "ldots": ("…", .inner), "dots": ("…", .inner), "cdots": ("⋯", .inner),
    "forall": ("∀", .ordinary), "exists": ("∃", .ordinary), "emptyset": ("∅", .ordinary),
    "cdot": ("⋅", .binary), "times": ("×", .binary), "pm": ("±", .binary), "mp": ("∓", .binary),
    "div": ("÷", .binary), "ast": ("∗", .binary), "circ": ("∘", .binary),
    "cup": ("∪", .binary), "cap": ("∩", .binary), "setminus": ("∖", .binary),
    "le": ("≤", .relation), "leq": ("≤", .relation), "ge": ("≥", .relation),
    "geq": ("≥", .relation), "ne": ("≠", .relation), "neq": ("≠", .relation),
    "ll": ("≪", .relation), "gg": ("≫", .relation), "approx": ("≈", .relation),
    "sim": ("∼", .relation), "simeq": ("≃", .relation), "equiv": ("≡", .relation),
    "propto": ("∝", .relation), "to": ("→", .relation), "rightarrow": ("→", .relation),
    "leftarrow": ("←", .relation), "mapsto": ("↦", .relation), "Rightarrow": ("⇒", .relation),
    "in": ("∈", .relation), "notin": ("∉", .relation), "subset": ("⊂", .relation),
    "mid": ("∣", .relation), "sum": ("∑", .largeOperator), "prod": ("∏", .largeOperator),
    "int": ("∫", .largeOperator), "langle": ("⟨", .opening), "rangle": ("⟩", .closing),
    "lvert": ("|", .opening), "rvert": ("|", .closing), "vert": ("|", .ordinary),
    "lVert": ("‖", .opening), "rVert": ("‖", .closing), "Vert": ("‖", .ordinary),
    "%": ("%", .ordinary), "$": ("$", .ordinary), "#": ("#", .ordinary), "&": ("&", .ordinary),
    "_": ("_", .ordinary), "{": ("{", .opening), "}": ("}", .closing), "|": ("‖", .ordinary),
  ]
  /// Functions set upright, with a thin space before an ordinary argument.
  static let functions: Set<String> = [
    "exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arctan", "arcsin", "arccos",
    "max", "min", "sup", "inf", "lim", "arg", "argmin", "argmax", "det", "dim", "gcd", "Pr", "sgn",
    "sign", "var", "erf",
  ]
  /// Spaces, in ems.
  static let spaces: [String: Double] = [
    ",": 3.0 / 18, ":": 4.0 / 18, ";": 5.0 / 18, "!": -3.0 / 18, " ": 0.25, "quad": 1, "qquad": 2,
  ]
  /// Commands with an argument or more.
  static let structures: Set<String> = [
    "frac", "sqrt", "left", "right", "hat", "bar", "tilde", "text", "mathrm", "operatorname",
    "mathit",
  ]

  static func command(_ name: String) -> MathSymbol? {
    if let letter = greek[name] { return MathSymbol(text: letter, atom: .ordinary, isItalic: true) }
    if let (text, atom) = upright[name] { return MathSymbol(text: text, atom: atom) }
    return nil
  }

  /// All names, for suggestions.
  static var names: [String] {
    (Array(greek.keys) + Array(upright.keys) + Array(functions) + Array(spaces.keys)
      + Array(structures)).sorted()
  }

  /// What a single character means.
  static func character(_ c: Character) -> MathSymbol {
    switch c {
    case "-", "−": return MathSymbol(text: "−", atom: .binary)
    case "+", "±", "×", "·", "∗", "÷": return MathSymbol(text: String(c), atom: .binary)
    case "*": return MathSymbol(text: "∗", atom: .binary)
    case "=", "<", ">", "≤", "≥", "≠", "≈", "→", "∈", "∝", "∼", "≪", "≫", ":":
      return MathSymbol(text: String(c), atom: .relation)
    case "(", "[": return MathSymbol(text: String(c), atom: .opening)
    case ")", "]", "!", "?": return MathSymbol(text: String(c), atom: .closing)
    case ",", ";": return MathSymbol(text: String(c), atom: .punctuation)
    case "∑", "∏", "∫": return MathSymbol(text: String(c), atom: .largeOperator)
    case "'": return MathSymbol(text: "′", atom: .ordinary)
    case "∂", "ℓ": return MathSymbol(text: String(c), atom: .ordinary, isItalic: true)
    default:
      let scalar = c.unicodeScalars.first!
      let isLatin = c.isASCII && c.isLetter
      let isSmallGreek = (0x3B1...0x3C9).contains(scalar.value) || "ϵϑϕϖϱ".contains(c)
      return MathSymbol(text: String(c), atom: .ordinary, isItalic: isLatin || isSmallGreek)
    }
  }
}
