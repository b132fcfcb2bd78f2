internal import IDTokenCore
internal import IDTokenTesting
internal import Testing

extension BrowserTests {
    /// The page at `/`, used as a person would.
    @Suite struct PageTests {
        @Test func `A typed token is judged on Enter, and every rule and the key are named`() async throws {
            let token = try LineTokens.first("valid")
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                try await page.judge(asOf: LineTokens.now)
                try await browser.find("#token").type(token + Key.enter)
                let verdict = try await page.verdict("valid")
                #expect(verdict.contains("Valid") && verdict.contains("It expires in 64 minutes"))
                #expect(verdict.contains("2026-01-01 00:00:00 UTC"))
                #expect(verdict.contains("2vE_ahblX1XSrm8aeDpRjUVJ_HqdLQAP3VDxHP-QeRI"))
                #expect(verdict.contains("OpenSSL") || verdict.contains("accelerated"))
                let states = try await page.states()
                #expect(states.count == JudgementRule.allCases.count)
                #expect(states.filter { $0 != "holds" } == Array(repeating: "notAsked", count: 4))
                let claims = try await browser.find("#claims").text
                #expect(claims.contains("Uc9a90dd32ba943c1b96b40d47fe2fe24"))
                #expect(claims.contains("expires in 64 minutes, 2026-01-01 01:04:54 UTC"))
                #expect(try await browser.find("#claims-warning[hidden]").attribute("id") != nil)
                #expect(try await browser.find("#policy").text.contains("https://access.line.me"))
            }
        }

        @Test func `A pasted token is judged at once, without what was copied around it`() async throws {
            let token = try LineTokens.first("valid")
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                try await page.judge(asOf: LineTokens.now)
                let field = try await browser.find("#nonce")
                try await field.type(" Bearer " + token + " ")
                try await field.type(Key.control + "ax" + Key.release)
                try await browser.find("#token").type(Key.control + "v" + Key.release)
                #expect(try await page.verdict("valid").contains("What surrounded the token in the field was left out"))
            }
        }

        @Test func `The keyboard alone is enough, from the token to the button that clears it`() async throws {
            let token = try LineTokens.first("valid")
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                var order: [String?] = [try await browser.focused.attribute("id")]
                try await page.put(token)
                for _ in 1...5 {
                    try await browser.press(Key.tab)
                    order.append(try await browser.focused.attribute("id"))
                }
                #expect(order == ["token", "nonce", "subject", "at-now", "judge", "clear"])
                let outline = "return getComputedStyle(document.activeElement).outlineStyle"
                #expect(try await browser.script(outline) == .string("solid"))
                try await browser.press(Key.shift + Key.tab + Key.tab + Key.release)
                try await browser.press(Key.right)
                #expect(try await browser.focused.attribute("id") == "at-other")
                try await browser.press(Key.tab + Key.control + "a" + Key.release + "2026-01-01 09:00:00+09:00")
                try await browser.find("#nonce").type("another" + Key.control + Key.enter + Key.release)
                #expect(try await page.verdict("invalid").contains("nonce_mismatch"))
                let rule = try await page.rule("nonce")
                #expect(rule.state == "fails")
                #expect(!rule.text.contains("another"))
                try await browser.find("#clear").type(Key.enter)
                #expect(try await page.verdict("none").contains("No token was judged yet"))
                #expect(try await browser.focused.attribute("id") == "token")
                #expect(try await browser.find("#nonce").property("value") == .string(""))
            }
        }

        @Test func `An expired token says when, in words, and can be judged as of when it was issued`() async throws {
            let token = try LineTokens.first("expired")
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                try await page.put(token)
                try await page.judge(asOf: LineTokens.now + Key.enter)
                let verdict = try await page.verdict("invalid")
                #expect(verdict.contains("It expired 21 hours ago, 2025-12-31 02:08:20 UTC."))
                let rule = try await page.rule("expiration")
                #expect(rule.state == "fails")
                #expect(rule.text.contains("later than 1767225300 (2025-12-31 23:55:00 UTC)"))
                let states = try await page.states()
                let failing = try #require(states.firstIndex(of: "fails"))
                #expect(states[..<failing].allSatisfy { $0 == "holds" })
                #expect(states[(failing + 1)...].allSatisfy { $0 == "notReached" })
                try await browser.find("#verdict button").click()
                #expect(try await page.verdict("valid").contains("2025-12-31 01:08:20 UTC"))
            }
        }

        @Test func `A token that is refused shows the rule, and its claims are not vouched for`() async throws {
            let refusals = try [
                ("invalid_signature", "signature"), ("unknown_key", "key"), ("key_mismatch", "key_fitness"),
                ("audience_mismatch", "audience"), ("unsupported_algorithm", "algorithm"),
                ("malformed_token", "segments"),
                ("invalid_base64url", "base64url"), ("duplicate_member", "payload_names"),
                ("invalid_claim", "claim_types"),
            ].map { (code: $0, rule: $1, token: try LineTokens.first($0)) }
            try await ServerUnderTest.run { _, browser in
                let page = InspectorPage(browser: browser)
                for (code, rule, token) in refusals {
                    try await browser.find("#clear").click()
                    try await page.put(token)
                    try await page.judge(asOf: LineTokens.now + Key.enter)
                    #expect(try await page.verdict("invalid").contains(code))
                    #expect(try await page.rule(rule).state == "fails", "\(code)")
                    #expect(try await page.states().filter { $0 == "fails" }.count == 1)
                    let isRead = try await !browser.find("#claims").text.contains("cannot be read")
                    #expect(try await browser.find("#claims-warning").isDisplayed == isRead)
                }
            }
        }

        @Test func `What is no token, no time, or far too long is answered in words`() async throws {
            try await ServerUnderTest.run { server, browser in
                let page = InspectorPage(browser: browser)
                try await browser.find("#judge").click()
                #expect(try await page.verdict("error").contains("There is no token"))
                try await browser.find("#token").type("null" + Key.enter)
                #expect(try await page.verdict("invalid").contains("malformed_token"))
                try await page.judge(asOf: "yesterday" + Key.enter)
                #expect(try await page.verdict("error").contains("This is no time"))
                #expect(try await browser.focused.attribute("id") == "at")
                try await page.judge(asOf: LineTokens.now)
                try await page.put(String(repeating: "A", count: 20_000))
                try await browser.find("#judge").click()
                #expect(try await page.verdict("invalid").contains("token_too_large"))
                try await page.put(String(repeating: "A", count: 200_000))
                try await browser.find("#judge").click()
                #expect(try await page.verdict("error").contains("Far too long"))
                server.end()
                try await browser.script("document.getElementById('verdict').dataset.state = 'waiting'")
                try await browser.find("#judge").click()
                #expect(try await page.verdict("error").contains("does not answer"))
            }
        }
    }
}
