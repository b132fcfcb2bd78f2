import Foundation
import IDTokenCore
import Testing

@testable import idtoken_server

@Suite("The secret file")
struct SecretFileTests {
    private func secret(_ content: String, name: String = UUID().uuidString) throws -> String {
        let url = FileManager.default.temporaryDirectory.appending(path: name)
        try Data(content.utf8).write(to: url)
        return url.path
    }

    private func message(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch {
            return (error as? ConfigurationError)?.message
        }
    }

    @Test("belongs to the audience that it names, or to the only one")
    func audience() throws {
        #expect(try SecretFile("f", audiences: ["a"]).audience == "a")
        #expect(try SecretFile("b=f=g", audiences: ["a", "b"]).path == "f=g")
        #expect(try SecretFile("a=b=f", audiences: ["a", "a=b"]).audience == "a=b")
        #expect(message { _ = try SecretFile("f", audiences: ["a", "b"]) }?.contains("whose") == true)
    }

    @Test("may end in one newline, and must hold something")
    func content() throws {
        for content in ["secret", "secret\n", "secret\r\n"] {
            #expect(try SecretFile(secret(content), audiences: ["a"]).secret().audience == "a")
        }
        for content in ["", "\n", "\r\n"] {
            let path = try secret(content)
            #expect(message { _ = try SecretFile(path, audiences: ["a"]).secret() }?.contains("is empty") == true)
        }
    }

    @Test("is never quoted, for it may be the secret itself")
    func unreadable() throws {
        let text = try #require(message { _ = try SecretFile("hunter2", audiences: ["a"]).secret() })
        #expect(text.contains("cannot be read"))
        #expect(!text.contains("hunter2"))
        #expect(message { _ = try SecretFile("/dev/zero", audiences: ["a"]).secret() } != nil)
    }
}
