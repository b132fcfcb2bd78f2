import Testing

@testable import idtoken_server

@Suite("Request IDs")
struct RequestIDTests {
    @Test("of clients are taken over if they can stand in a header and a log")
    func sane() {
        #expect(RequestID.sane("a-B_9.z") == "a-B_9.z")
        for text in [nil, "", "a b", "a\nb", "ä", "a;b", String(repeating: "a", count: 129)] {
            #expect(RequestID.sane(text) == nil)
        }
    }

    @Test("are never the same")
    func random() {
        let identifiers = (0..<100).map { _ in RequestID.random() }
        #expect(Set(identifiers).count == 100)
        #expect(identifiers.allSatisfy { RequestID.sane($0)?.count == 32 })
    }
}
