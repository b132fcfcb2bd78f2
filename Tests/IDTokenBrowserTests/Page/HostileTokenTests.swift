internal import IDTokenCore
internal import IDTokenTesting
internal import Testing

extension BrowserTests {
    /// Tokens made to break the page, and what the page may do at all.
    @Suite struct HostileTokenTests {
        /// A token that nobody signed, with these members as claims or header.
        private static func token(header: JSONMembers = ["alg": .string("ES256")], claims: JSONMembers) -> String {
            TestToken.compact(header: header, claims: claims, signature: [UInt8](repeating: 1, count: 64))
        }

        private static let markup = "</pre><img src=x onerror=window.broken=1><script>window.broken=1</script>"

        private static let tokens: [String] = [
            token(claims: ["sub": .string(markup), "\(markup)": .string(markup), "__proto__": .string("x")]),
            token(
                header: ["alg": .string(markup), "kid": .string(markup), "typ": .array([.string(markup)])],
                claims: ["iss": .string(markup), "exp": .number("1e400"), "iat": .number("-1"), "nbf": .string(markup)]
            ),
            token(claims: ["name": .string("\u{202E}drow\u{202C} \u{200B}\u{2066}x\u{2069} \u{0} שלום \u{E0041}")]),
            token(claims: ["long": .string(String(repeating: "x", count: 11_000))]),
            token(claims: ["wide": .string(String(repeating: "W\u{301}", count: 3_000))]),
            token(claims: ["many": .array([JSONValue](repeating: .object([]), count: 3_500))]),
            String(repeating: "<b>.", count: 4_000),
        ]

        @Test func `No text of a token becomes markup, breaks out of its box or hides`() async throws {
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                for width in [1280, 320] {
                    if width < 500 { try await browser.emulatePhone(width: width) }
                    for token in Self.tokens {
                        try await browser.find("#clear").click()
                        try await page.put(token)
                        try await browser.find("#judge").click()
                        _ = try await page.verdict("invalid")
                        let made = "return document.querySelectorAll('#details :is(img, script), #verdict img').length"
                        #expect(try await browser.script(made) == .number("0"))
                        #expect(try await browser.script("return window.broken ?? null") == .null)
                        #expect(try await page.overflow() <= 0)
                    }
                }
                try await page.put(Self.tokens[2])
                try await browser.find("#judge").click()
                let claims = try await browser.find("#claims .members").text
                for mark in ["U+202E", "U+202C", "U+200B", "U+2066", "U+0000", "U+E0041"] {
                    #expect(claims.contains(mark))
                }
                #expect(!claims.unicodeScalars.contains("\u{202E}") && claims.contains("שלום"))
                #expect(try await browser.consoleMessages() == [])
            }
        }

        @Test func `The page asks nobody but its server, and leaves nothing behind`() async throws {
            let token = try LineTokens.first("valid")
            try await ServerUnderTest.run { server, browser in
                let page = InspectorPage(browser: browser)
                try await page.judge(asOf: LineTokens.now)
                try await page.put(token)
                try await browser.find("#judge").click()
                _ = try await page.verdict("valid")
                let requests = try await browser.requestedAddresses()
                #expect(requests.contains(server.address + "/page/report"))
                #expect(
                    requests.allSatisfy {
                        $0.hasPrefix(server.address + "/") && !$0.contains("eyJ") && !$0.contains("?")
                    }
                )
                #expect(try await browser.address == server.address + "/")
                let kept = "return document.cookie + localStorage.length + sessionStorage.length + history.length"
                #expect(try await browser.script(kept).stringValue?.hasPrefix("00") == true)
                #expect(try await browser.consoleMessages() == [])
            }
        }

        @Test func `A style, a script or a request that is not the page's own is refused`() async throws {
            try await ServerUnderTest.run { _, browser in
                let refused = try await browser.script(
                    """
                    const wanted = ["connect-src", "frame-src", "img-src"];
                    const found = new Set();
                    const isOver = new Promise((done) => {
                      document.addEventListener("securitypolicyviolation", (event) => {
                        found.add(event.effectiveDirective);
                        if (wanted.every((directive) => found.has(directive))) done();
                      });
                      setTimeout(done, 20000);
                    });
                    document.body.append(Object.assign(document.createElement("img"), { src: "http://127.0.0.1:9/" }));
                    const script = document.createElement("script");
                    script.append("window.broken = 1");
                    document.body.append(script);
                    document.body.append(Object.assign(document.createElement("iframe"), { src: "http://127.0.0.1:9/" }));
                    await fetch("http://127.0.0.1:9/").catch(() => {});
                    await isOver;
                    return wanted.filter((directive) => found.has(directive));
                    """
                )
                let directives = ["connect-src", "frame-src", "img-src"].map { JSONValue.string($0) }
                #expect(refused == .array(directives))
                #expect(try await browser.script("return window.broken ?? null") == .null)
            }
        }
    }
}
