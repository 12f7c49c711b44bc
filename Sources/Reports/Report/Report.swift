/// What a reader is given: a title, a summary, sections. How it looks is the writers' matter.
///
/// Texts are markup as in a config: `$…$` brackets mathematics, `\$` is a dollar sign. Whatever comes from
/// a user's file and is no markup goes through `Markup.quoted` first.
public struct Report: Sendable {
  /// The title, in markup.
  public var title: String
  /// A paragraph below it, in markup.
  public var lead: String?
  /// The summary: a few facts.
  public var facts: [Fact]
  /// The sections, in their order; their ids differ.
  public var sections: [Section]
  /// The program and its version, `rho 0.1.0`.
  public var program: String

  /// Describes a report.
  public init(
    title: String, lead: String? = nil, facts: [Fact] = [], sections: [Section], program: String
  ) {
    self.title = title
    self.lead = lead
    self.facts = facts
    self.sections = sections
    self.program = program
  }
}

/// Something that can be said in two or three words, with its name.
public struct Fact: Hashable, Sendable {
  /// What it is, in markup.
  public var name: String
  /// How it is, in markup.
  public var value: String

  /// States a fact.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A part of a report under a heading of its own.
public struct Section: Sendable {
  /// The section's name in links: letters, digits, `-`, `_` and `.`.
  public var id: String
  /// The heading, in markup.
  public var heading: String
  /// What stands in it.
  public var blocks: [Block]

  /// Describes a section.
  public init(id: String, heading: String, blocks: [Block]) {
    self.id = id
    self.heading = heading
    self.blocks = blocks
  }
}

/// The kinds of thing that stand in a section: what a writer has to know.
public enum Block: Sendable {
  /// A paragraph, in markup.
  case paragraph(String)
  /// A picture with its words.
  case picture(Picture)
  /// Rows and columns.
  case table(Table)
  /// A text that is shown as it stands.
  case source(name: String, text: String)
  /// A picture of the loss whose shape and scale the reader changes.
  case explorer(Explorer)
}
