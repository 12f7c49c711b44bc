// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Rho",
  platforms: [.macOS(.v14)],
  products: [
    .executable(name: "rho", targets: ["rho"]),
    .library(name: "RobustLoss", targets: ["RobustLoss"]),
    .library(name: "Fitting", targets: ["Fitting", "Tables", "Optimization"]),
    .library(name: "Plotting", targets: ["Plotting", "Drawing", "SVGWriter", "Rasterizer", "PNG"]),
    .plugin(name: "FiguresPlugin", targets: ["FiguresPlugin"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Doors to C libraries.
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz-subset",
      providers: [.apt(["libharfbuzz-dev"]), .brew(["harfbuzz"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CLibPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .target(name: "CPNG", dependencies: ["CLibPNG"]),

    // Below all: threads and words.
    .target(name: "Basics"),

    // The left wing: mathematics and tables.
    // In C, for instructions that are there on some machines only.
    .target(name: "CLossVectors"),
    .target(
      name: "RobustLoss",
      dependencies: ["CLossVectors", .product(name: "RealModule", package: "swift-numerics")]),
    .target(name: "Optimization", dependencies: ["RobustLoss"]),
    .target(name: "Tables", dependencies: ["Basics"]),
    .target(name: "Fitting", dependencies: ["Optimization", "RobustLoss", "Tables", "Basics"]),

    // The right wing: pictures.
    .target(name: "Drawing", dependencies: ["Basics", "CHarfBuzz"]),
    .target(name: "PNG", dependencies: ["Drawing", "CPNG", "CZlib"]),
    .target(name: "SVGWriter", dependencies: ["Basics", "Drawing", "PNG", "CHarfBuzz"]),
    .target(name: "Rasterizer", dependencies: ["Basics", "Drawing", "PNG"]),
    .target(name: "Plotting", dependencies: ["Basics", "Drawing"]),

    // The roof, and the command line on it.
    .target(
      name: "Config",
      dependencies: [
        "Basics", .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Figures",
      dependencies: [
        "Basics", "Config", "Tables", "RobustLoss", "Optimization", "Fitting", "Plotting",
        "Drawing",
        "SVGWriter", "Rasterizer", "PNG",
      ]),
    // Templates are part of the program, which runs wherever it is put.
    .target(
      name: "Reports",
      dependencies: [
        "Config", "Figures", "Fitting", "RobustLoss", "Plotting", "Drawing", "SVGWriter",
        "Rasterizer", .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Templates")]),
    .executableTarget(
      name: "rho",
      dependencies: [
        "Basics", "Config", "Figures", "Reports", "Fitting", "Tables", "Optimization", "RobustLoss",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // `swift package figures`, for packages that keep a figures.yaml of their own.
    .plugin(
      name: "FiguresPlugin",
      capability: .command(
        intent: .custom(
          verb: "figures", description: "Draw what the package's figures.yaml declares."),
        permissions: [
          .writeToPackageDirectory(reason: "to write the pictures that figures.yaml declares")
        ]),
      dependencies: ["rho"], path: "Sources/FiguresPlugin"),

    // Referees and golden pictures, for all tests.
    .target(
      name: "TestSupport", dependencies: ["Drawing", "Rasterizer", "PNG"], path: "Tests/Support",
      exclude: ["undocumented.py", "unguarded.py", "unguarded.txt"]),
    .testTarget(
      name: "RobustLossTests", dependencies: ["RobustLoss", "CLossVectors"],
      resources: [.copy("Reference")]),
    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Fitting"]),
    .testTarget(name: "OptimizationTests", dependencies: ["Optimization"]),
    .testTarget(
      name: "FittingTests", dependencies: ["Fitting", "Tables", "Optimization"],
      resources: [.copy("Reference")]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing"]),
    .testTarget(
      name: "SVGWriterTests",
      dependencies: ["SVGWriter", "Drawing", "PNG", "CHarfBuzz", "TestSupport"]),
    .testTarget(
      name: "PNGTests", dependencies: ["PNG", "Rasterizer", "Drawing", "CZlib", "TestSupport"]),
    .testTarget(
      name: "RasterizerTests", dependencies: ["Rasterizer", "PNG", "Drawing", "TestSupport"]),
    .testTarget(
      name: "PlottingTests", dependencies: ["Plotting", "Rasterizer", "SVGWriter", "TestSupport"]),
    .testTarget(name: "ConfigTests", dependencies: ["Config"]),
    .testTarget(
      name: "FiguresTests", dependencies: ["Config", "Figures", "TestSupport"], exclude: ["Corpus"]),
    .testTarget(
      name: "PictureTests",
      dependencies: [
        "Config", "Figures", "Plotting", "SVGWriter", "Rasterizer", "PNG", "TestSupport",
      ]),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "Figures", "RobustLoss", "TestSupport"],
      exclude: ["Browser"]),
    .testTarget(
      name: "rhoTests", dependencies: ["TestSupport", "Rasterizer", "PNG"],
      resources: [.copy("Faults")]),

    // What `make bench` measures inside a process.
    .executableTarget(
      name: "rho-bench",
      dependencies: [
        "RobustLoss", "Optimization", "Fitting", "Tables", "Drawing", "Plotting", "Rasterizer",
        "SVGWriter", "PNG",
      ], path: "Tests/Bench"),
  ],
  swiftLanguageModes: [.v6]
)
