import IDTokenCore
import Testing

struct NonceTests {
    private let now = NumericDate(seconds: 1_767_225_600)

    @Test func `A nonce is 32 bytes in base64url, and never the same twice`() throws {
        var seen: Set<String> = []
        for _ in 0..<1000 {
            let nonce = try Nonce(at: now)
            #expect(nonce.value.utf8.count == 43)
            #expect(Base64URL.decodeReference(nonce.value.utf8)?.count == 32)
            seen.insert(nonce.value)
        }
        #expect(seen.count == 1000)
    }

    @Test func `A nonce lives for its lifetime from the next whole second`() throws {
        #expect(try Nonce(lifetime: 1, at: now).expiration == now.advanced(bySeconds: 1))
        let late = NumericDate(seconds: now.seconds, nanoseconds: 1)
        #expect(try Nonce(lifetime: 1, at: late).expiration == now.advanced(bySeconds: 2))
    }

    @Test(arguments: [0, -1, Int.min, Nonce.maximumLifetime + 1, Int.max])
    func `A lifetime out of range is refused`(lifetime: Int) {
        #expect(throws: NonceStoreError(.invalidLifetime, message: "")) { try Nonce(lifetime: lifetime, at: now) }
    }

    @Test func `Neither description nor dump nor interpolation shows the nonce`() throws {
        let nonce = try Nonce(at: now)
        var dumped = ""
        dump(nonce, to: &dumped)
        for text in [nonce.description, "\(nonce)", String(reflecting: nonce), dumped, "\([nonce])"] {
            #expect(!text.contains(nonce.value))
        }
    }
}
