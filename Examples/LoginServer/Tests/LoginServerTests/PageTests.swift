import Foundation
import Testing

@testable import LoginServer

struct PageTests {
    @Test(arguments: [
        ("", "text/html"), ("page.css", "text/css"), ("page.js", "text/javascript"),
        ("scenarios.js", "text/javascript"),
    ])
    func `The page is served with a policy that lets it load nothing from elsewhere`(path: String, type: String)
        async throws
    {
        try await withLoginServer { _, phone, _ in
            let reply = try await phone.exchange("GET", path)
            #expect(reply.status == 200)
            #expect(reply.fields["content-type"]?.hasPrefix(type) == true)
            let policy = try #require(reply.fields["content-security-policy"])
            #expect(policy.contains("default-src 'none'"))
            #expect(!policy.contains("unsafe"))
            let text = String(decoding: reply.body, as: UTF8.self)
            #expect(!text.contains("http://") && !text.contains("https://"))
        }
    }
}
