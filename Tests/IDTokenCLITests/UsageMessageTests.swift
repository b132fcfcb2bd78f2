internal import ArgumentParser
internal import Testing

@testable import idtoken

struct UsageMessageTests {
    @Test(arguments: [
        ["validate", "--leeway", "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJpIn0.AAAA"], ["keys", "show", "a", "hunter2"],
        ["validate", "--threads=hunter2hunter2hunter2"], ["inspect", "x", "hunter2"], ["hunter2"],
        ["validate", "--secret=hunter2"], ["validate", "--secret", "hunter2"],
        ["conformance", "a", "--engine=hunter2"], ["keys", "fetch", "a", "hunter2"],
        ["keys", "diff", "a", "b", "hunter2"],
        ["keys", "history", "a", "hunter2"], ["keys", "hunter2"],
        ["validate", "--channel-secret-hunter2-hunter2"],
    ])
    func `What could be a token or a secret is never quoted`(arguments: [String]) throws {
        let message = try #require(Self.message(arguments))
        #expect(!message.contains("hunter2") && !message.contains("eyJ"))
        #expect(!message.contains("\n"))
    }

    @Test func `A mistaken number or choice is quoted`() throws {
        #expect(try #require(Self.message(["validate", "--leeway", "soon"])).contains("'soon'"))
        #expect(try #require(Self.message(["validate", "--format", "yaml"])).contains("'yaml'"))
    }

    private static func message(_ arguments: [String]) -> String? {
        do {
            _ = try IDTokenCommand.parseAsRoot(arguments)
            return nil
        } catch {
            return UsageMessage(IDTokenCommand.message(for: error), arguments: arguments).line
        }
    }
}
