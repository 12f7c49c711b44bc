extension DataSourceKind {
  /// The sources that a config may have.
  static let all: [DataSourceKind] = [TableSource.kind, ToySource.kind]
}
