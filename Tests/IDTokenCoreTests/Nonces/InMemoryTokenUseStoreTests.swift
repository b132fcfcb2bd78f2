import IDTokenCore
import Testing

struct InMemoryTokenUseStoreTests {
    private let now = NumericDate(seconds: 1_767_225_600)
    private let token = SigningInputDigest(of: "header.payload.signature")

    private func later(_ seconds: Int64, nanoseconds: UInt32 = 0) -> NumericDate {
        NumericDate(seconds: now.seconds + seconds, nanoseconds: nanoseconds)
    }

    @Test func `The signature is no part of what identifies a token`() {
        #expect(SigningInputDigest(of: "header.payload.other") == token)
        #expect(SigningInputDigest(of: Array("header.payload.".utf8)) == token)
        #expect(SigningInputDigest(of: "header.payloae.signature") != token)
        #expect(SigningInputDigest(of: "headerpayload.signature") != token)
        #expect(SigningInputDigest(of: "").bytes.count == 32)
    }

    @Test func `Only the first use is the first`() throws {
        let store = InMemoryTokenUseStore()
        #expect(try store.use(token, until: later(60), at: now) == .first)
        #expect(try store.use(token, until: later(60), at: now) == .repeated)
        #expect(try store.use(SigningInputDigest(of: "a.b.c"), until: later(60), at: now) == .first)
    }

    @Test func `A use is remembered until the end, fractions of a second included`() throws {
        let store = InMemoryTokenUseStore()
        #expect(try store.use(token, until: later(60, nanoseconds: 1), at: now) == .first)
        #expect(try store.use(token, until: later(60), at: later(60, nanoseconds: 999_999_999)) == .repeated)
        #expect(try store.use(token, until: later(120), at: later(61)) == .first)
    }

    @Test func `A use whose end has passed is remembered for its second`() throws {
        let store = InMemoryTokenUseStore()
        #expect(try store.use(token, until: later(-60), at: now) == .first)
        #expect(try store.use(token, until: later(-60), at: now) == .repeated)
    }

    @Test func `A full store lets none through and forgets none`() throws {
        let store = InMemoryTokenUseStore(capacity: 1)
        #expect(try store.use(token, until: later(60), at: now) == .first)
        let other = SigningInputDigest(of: "a.b.c")
        #expect(throws: NonceStoreError(.full, message: "")) { try store.use(other, until: later(60), at: later(59)) }
        #expect(try store.use(token, until: later(60), at: later(59)) == .repeated)
        #expect(try store.use(other, until: later(120), at: later(60)) == .first)
        #expect(store.count == 1)
    }

    @Test func `Of many tasks that use the same tokens exactly one is first each`() async throws {
        let store = InMemoryTokenUseStore()
        let tokens = (0..<200).map { SigningInputDigest(of: "\($0).b.c") }
        let end = later(60)
        let firsts = try await withThrowingTaskGroup(of: [Int].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    try tokens.indices.shuffled().filter { try store.use(tokens[$0], until: end, at: now) == .first }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(firsts.sorted() == Array(tokens.indices))
    }
}
