// swift-tools-version: 6.2
import PackageDescription

// A package that uses Rho's libraries and its plugin. Elsewhere the dependency is named by its URL.
let package = Package(
  name: "Example",
  platforms: [.macOS(.v14)],
  dependencies: [.package(name: "Rho", path: "../..")],
  targets: [
    .executableTarget(
      name: "Example",
      dependencies: [
        .product(name: "RobustLoss", package: "Rho"),
        .product(name: "Fitting", package: "Rho"),
        .product(name: "Plotting", package: "Rho"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
