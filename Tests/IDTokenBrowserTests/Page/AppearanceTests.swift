internal import IDTokenCore
internal import Testing

extension BrowserTests {
    /// That the page can be read: on a phone, in the dark, with a screen reader.
    @Suite struct AppearanceTests {
        @Test(arguments: [false, true])
        func `Every text stands out from what is behind it, on a phone and on a desk`(isDark: Bool) async throws {
            let outcomes = try ["valid", "expired", "invalid_signature"].map(LineTokens.first)
            try await ServerUnderTest.run { _, browser in
                try await browser.prefer(dark: isDark)
                let page = InspectorPage(browser: browser)
                let background = try await browser.script("return getComputedStyle(document.body).backgroundColor")
                #expect(background == .string(isDark ? "rgb(19, 19, 18)" : "rgb(245, 244, 241)"))
                #expect(try await page.paleTexts() == [])
                for width in [1280, 360, 320] {
                    if width < 500 { try await browser.emulatePhone(width: width) }
                    for token in outcomes {
                        try await browser.find("#clear").click()
                        try await page.judge(asOf: LineTokens.now)
                        try await page.put(token)
                        try await browser.find("#judge").click()
                        _ = try await browser.find("#verdict:is([data-state=valid], [data-state=invalid])")
                        #expect(try await page.paleTexts() == [])
                        #expect(try await page.overflow() <= 0)
                    }
                }
                #expect(try await browser.consoleMessages() == [])
            }
        }

        @Test func `Every field has a name, the verdict is announced, and the page says its language`() async throws {
            try await ServerUnderTest.run { _, browser in
                let nameless = """
                    return [...document.querySelectorAll("input, textarea, button")]
                      .filter((field) => !field.labels?.length && !field.ariaLabel && !field.textContent.trim())
                      .map((field) => field.id);
                    """
                #expect(try await browser.script(nameless) == .array([]))
                let verdict = try await browser.find("#verdict")
                #expect(try await verdict.attribute("role") == "status")
                #expect(try await verdict.attribute("aria-live") == "polite")
                #expect(try await browser.script("return document.documentElement.lang") == .string("en"))
                #expect(try await browser.title == "ID token inspector")
                #expect(
                    try await browser.script("return document.querySelectorAll('[style], [onclick]').length")
                        == .number("0")
                )
            }
        }
    }
}
