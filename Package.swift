// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "swift-id-token",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "IDTokenAsyncHTTP", targets: ["IDTokenAsyncHTTP"]),
        .library(name: "IDTokenCore", targets: ["IDTokenCore"]),
        .library(name: "IDTokenFoundation", targets: ["IDTokenFoundation"]),
        .library(name: "IDTokenJWKS", targets: ["IDTokenJWKS"]),
        .library(name: "IDTokenLINE", targets: ["IDTokenLINE"]),
        .library(name: "IDTokenNonceSQLite", targets: ["IDTokenNonceSQLite"]),
        .library(name: "IDTokenServiceLifecycle", targets: ["IDTokenServiceLifecycle"]),
        .library(name: "IDTokenTesting", targets: ["IDTokenTesting"]),
        .executable(name: "idtoken", targets: ["idtoken"]),
        .executable(name: "idtoken-bench", targets: ["idtoken-bench"]),
        .executable(name: "idtoken-server", targets: ["idtoken-server"]),
    ],
    traits: [
        .trait(
            name: "SQLite",
            description: "Nonces that survive a restart, in an SQLite database. Needs libsqlite3-dev."
        )
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenSSL",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),
        .target(name: "CSIMD"),
        .target(
            name: "IDTokenCore",
            dependencies: ["CSIMD", "COpenSSL"],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenFoundation",
            dependencies: ["IDTokenCore"],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenJWKS",
            dependencies: [
                "IDTokenCore",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenAsyncHTTP",
            dependencies: [
                "IDTokenJWKS",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenServiceLifecycle",
            dependencies: [
                "IDTokenJWKS",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenLINE",
            dependencies: ["IDTokenCore", "IDTokenJWKS"],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenNonceSQLite",
            dependencies: [
                "IDTokenCore",
                .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
            ],
            swiftSettings: swiftSettings
        ),
        .target(
            name: "IDTokenTesting",
            dependencies: ["IDTokenCore", "IDTokenJWKS", "COpenSSL"],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "idtoken",
            dependencies: [
                "IDTokenCore",
                "IDTokenJWKS",
                "IDTokenLINE",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "idtoken-server",
            dependencies: [
                "IDTokenAsyncHTTP",
                "IDTokenCore",
                "IDTokenFoundation",
                "IDTokenJWKS",
                "IDTokenLINE",
                "IDTokenNonceSQLite",
                "IDTokenServiceLifecycle",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .executableTarget(
            name: "testvectors-generator",
            dependencies: ["IDTokenCore", "IDTokenTesting"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenCLITests",
            dependencies: [
                "idtoken",
                "IDTokenCore",
                "IDTokenTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Transcripts"],
            swiftSettings: swiftSettings
        ),
        .target(name: "CAllocationCounter"),
        .executableTarget(
            name: "idtoken-bench",
            dependencies: [
                "CAllocationCounter",
                "COpenSSL",
                "IDTokenCore",
                "IDTokenJWKS",
                "IDTokenTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenBenchTests",
            dependencies: [
                "CAllocationCounter",
                "IDTokenCore",
                "IDTokenJWKS",
                "IDTokenTesting",
                "idtoken-bench",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenServerTests",
            dependencies: [
                "idtoken-server",
                "IDTokenCore",
                "IDTokenJWKS",
                "IDTokenTesting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenBrowserTests",
            dependencies: [
                "idtoken-server",
                "IDTokenCore",
                "IDTokenTesting",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenTestingTests",
            dependencies: ["IDTokenCore", "IDTokenTesting", "testvectors-generator"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenLINETests",
            dependencies: ["IDTokenAsyncHTTP", "IDTokenCore", "IDTokenJWKS", "IDTokenLINE", "IDTokenTesting"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenNonceSQLiteTests",
            dependencies: [
                "IDTokenCore",
                "IDTokenNonceSQLite",
                "IDTokenTesting",
                .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["SQLite"])),
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenCoreTests",
            dependencies: ["COpenSSL", "IDTokenCore", "IDTokenTesting"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenFoundationTests",
            dependencies: ["IDTokenCore", "IDTokenFoundation", "IDTokenTesting"],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenAsyncHTTPTests",
            dependencies: [
                "IDTokenAsyncHTTP",
                "IDTokenJWKS",
                "IDTokenLINE",
                "IDTokenServiceLifecycle",
                "IDTokenTesting",
            ],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "IDTokenJWKSTests",
            dependencies: [
                "IDTokenCore",
                "IDTokenJWKS",
                "IDTokenTesting",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6]
)
