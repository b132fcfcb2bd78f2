import IDTokenJWKS
import IDTokenLINE
import Testing

struct LINEEndpointTests {
    @Test(arguments: [
        "https://api.line.me", "HTTPS://line.test:8443", "https://[2001:db8::1]:443", "https://10.0.0.1",
        "https://line.test/",
    ])
    func `An address by https is taken`(address: String) throws {
        _ = try LINEEndpoint(address)
    }

    @Test func `The keys are where LINE's API is`() throws {
        #expect(LINEEndpoint.production.keySetAddress.url == "https://api.line.me/oauth2/v2.1/certs")
        #expect(
            try LINEEndpoint("https://line.test:8443/").keySetAddress.url == "https://line.test:8443/oauth2/v2.1/certs"
        )
    }

    @Test(arguments: ["http://127.0.0.1", "http://127.1.2.3:80", "http://localhost:8080", "http://[::1]:8080"])
    func `An address on this machine may be http where that is asked for`(address: String) throws {
        _ = try LINEEndpoint(address, transport: .uncheckedLoopbackHTTP)
        #expect(throws: LINEAPIError.self) { try LINEEndpoint(address) }
    }

    @Test(arguments: [
        "", "api.line.me", "//api.line.me", "ftp://api.line.me", "http://api.line.me", "http://127.0.0.1.example.com",
        "http://128.0.0.1", "http://127.0.0", "http://127.0.0.256", "http://localhost.example.com", "http://[::2]",
        "http://0x7f000001", "http://2130706433", "https://", "https://api.line.me/path",
        "https://api.line.me?x=1", "https://api.line.me#x", "https://user@api.line.me", "https://u:p@api.line.me",
        "https://api.line.me:", "https://api.line.me:0", "https://api.line.me:65536", "https://api.line.me:8o",
        "https://api.line.me:443:443", "https://api line.me", "https://api.line.me\r\nX: y", "https://[::1",
        "https://::1",
        "https://b\u{FC}cher.example", "http://127.0.0.1@example.com", "http://127.0.0.1\\@example.com",
    ])
    func `Any other address is refused`(address: String) {
        let error = #expect(throws: LINEAPIError.self) { try LINEEndpoint(address, transport: .uncheckedLoopbackHTTP) }
        #expect(error?.code == .invalidEndpoint)
    }
}
