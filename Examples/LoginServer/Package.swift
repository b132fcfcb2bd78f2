// swift-tools-version: 6.2

import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "LoginServer",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "swift-id-token", path: "../..", traits: ["SQLite"]),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
    ],
    targets: [
        .executableTarget(
            name: "LoginServer",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "IDTokenCore", package: "swift-id-token"),
                .product(name: "IDTokenFoundation", package: "swift-id-token"),
                .product(name: "IDTokenJWKS", package: "swift-id-token"),
                .product(name: "IDTokenLINE", package: "swift-id-token"),
                .product(name: "IDTokenNonceSQLite", package: "swift-id-token"),
                .product(name: "IDTokenServiceLifecycle", package: "swift-id-token"),
                .product(name: "IDTokenTesting", package: "swift-id-token"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Page")],
            swiftSettings: swiftSettings
        ),
        .testTarget(
            name: "LoginServerTests",
            dependencies: [
                "LoginServer",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "IDTokenCore", package: "swift-id-token"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: swiftSettings
        ),
    ],
    swiftLanguageModes: [.v6]
)
