import Foundation

/// Published vectors beside the package: read at run time where they are, never part of it.
enum SharedVectors {
    /// The folder: `IDTOKEN_SHARED_VECTORS`, or `shared/vectors` beside the package's own folder.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["IDTOKEN_SHARED_VECTORS"] {
            return URL(fileURLWithPath: path)
        }
        let package = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appendingPathComponent("shared/vectors")
    }()

    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
    }

    /// A file of the Wycheproof project.
    static func wycheproof<Test: Decodable>(_ name: String, of: Test.Type = Test.self) throws -> WycheproofFile<Test> {
        let data = try Data(contentsOf: folder.appendingPathComponent("wycheproof/\(name)"))
        return try JSONDecoder().decode(WycheproofFile<Test>.self, from: data)
    }
}

/// What is read of a Wycheproof file.
struct WycheproofFile<Test: Decodable>: Decodable {
    struct Group: Decodable {
        let publicKey: PublicKey?
        let tagSize: Int?
        let tests: [Test]
    }

    struct PublicKey: Decodable {
        let uncompressed: String
    }

    let numberOfTests: Int
    let testGroups: [Group]
}

/// One signature of a Wycheproof file.
struct WycheproofSignature: Decodable {
    let tcId: Int
    let msg: String
    let sig: String
    let result: String
}

/// One MAC of a Wycheproof file.
struct WycheproofMAC: Decodable {
    let tcId: Int
    let key: String
    let msg: String
    let tag: String
    let result: String
}
