internal import Foundation
internal import IDTokenCore
internal import IDTokenTesting
internal import Testing

extension BrowserTests {
    /// A walk through the page of `Examples/LoginServer`, as a person would: each login and each attack, on a desk and on a
    /// phone. The package of the example is built on its own, so its program is found by an environment variable.
    @Suite(.enabled(if: LoginExample.isBuilt, "IDTOKEN_LOGIN_EXAMPLE does not name the example's program"))
    struct LoginExampleTests {
        /// What a choice on the page must end in.
        struct Choice: Sendable {
            let button: String
            /// The code of the refusal; `nil` where a user is logged in.
            let code: String?
            /// What is read there as well.
            let words: String
        }

        static let logins = [
            Choice(button: "With an ID token and a nonce", code: nil, words: "Proven by an ID token"),
            Choice(button: "With an access token", code: nil, words: "Proven by an access token"),
        ]

        static let attacks = [
            Choice(button: "A made-up profile", code: "no_token", words: "What an app says itself is not believed"),
            Choice(button: "A token sent twice", code: "nonce_replayed", words: "already used"),
            Choice(button: "A token of another phone", code: "nonce_mismatch", words: "nonce"),
            Choice(button: "A token of another app", code: "audience_mismatch", words: "aud"),
            Choice(button: "An access token of another app", code: "channel_mismatch", words: "another channel"),
            Choice(button: "A forged signature", code: "invalid_signature", words: "signature"),
            Choice(button: "An expired token", code: "expired", words: "expired"),
        ]

        @Test(arguments: [false, true])
        func `Each login shows its user and each attack its reason`(isPhone: Bool) async throws {
            try await LoginExample.run { address in
                try await Browser.run { browser in
                    if isPhone { try await browser.emulatePhone(width: 360) }
                    try await browser.preferNoMotion()
                    try await browser.navigate(to: address)
                    _ = try await browser.find("html[data-ready]")
                    _ = try await browser.find("#users .empty")
                    for choice in Self.logins + Self.attacks { try await walk(choice, in: browser) }
                    let widths = try await browser.script("return [document.documentElement.scrollWidth, innerWidth]")
                    let (content, window) = (
                        widths.arrayValue?.first?.integerValue, widths.arrayValue?.last?.integerValue
                    )
                    #expect(try #require(content) <= #require(window))
                    #expect(
                        try await browser.requestedAddresses().allSatisfy { $0.hasPrefix(address) || $0 == "data:," }
                    )
                    // A refusal is an answer of status 401 or 400, which the console notes; nothing else may be there.
                    let complaints = try await browser.consoleMessages().filter { !$0.contains("status of 40") }
                    #expect(complaints == [])
                }
            }
        }

        private func walk(_ choice: Choice, in browser: Browser) async throws {
            try await browser.button(choice.button).click()
            let state = choice.code == nil ? "user" : "refused"
            // The title changes at once, and the verdict when the last step has lit up.
            _ = try await browser.find("#choices button[aria-pressed=true]")
            let verdict = try await browser.find("#verdict[data-state=\(state)]")
            let text = try await verdict.text
            #expect(text.contains(choice.words), "\(choice.button)")
            #expect(text.contains(choice.code ?? "Hana Sato"), "\(choice.button): \(text)")
            #expect(try await browser.find("#scenario").text == choice.button)
            let end = choice.code == nil ? "good" : "bad"
            #expect(try await browser.findAll("#steps .step.\(end)").count == 1)
            #expect(
                try await browser.script("return document.querySelectorAll('.step:not([data-state=done])').length")
                    == .number("0")
            )
        }

        @Test func `A refused login leaves no user, and a good one a row and a session until it ends`() async throws {
            try await LoginExample.run { address in
                try await Browser.run { browser in
                    try await browser.preferNoMotion()
                    try await browser.navigate(to: address)
                    for choice in Self.attacks where choice.code != "nonce_replayed" {
                        try await walk(choice, in: browser)
                        _ = try await browser.find("#users .empty")
                    }
                    try await browser.find("#people label:nth-child(2)").click()
                    try await browser.button("With an access token").click()
                    #expect(try await browser.find("#verdict[data-state=user]").text.contains("Ken Mori"))
                    let row = try await browser.find("#users li[data-user]")
                    #expect(try await row.text.contains("Ken Mori"))
                    #expect(try await row.text.contains("1 login"))
                    try await browser.button("With an ID token and a nonce").click()
                    _ = try await browser.find("#users li[data-logins='2']")
                    #expect(try await browser.find("#session").text.contains("Ken Mori"))
                    try await browser.find("#logout").click()
                    _ = try await browser.find("#session[data-user='']")
                    #expect(try await browser.find("#session").text.contains("no session"))
                }
            }
        }

        @Test func `The keyboard alone will do, and what a step sent can be opened`() async throws {
            try await LoginExample.run { address in
                try await Browser.run { browser in
                    try await browser.preferNoMotion()
                    try await browser.navigate(to: address)
                    _ = try await browser.find("html[data-ready]")
                    try await browser.press(Key.tab)
                    #expect(try await browser.focused.attribute("value") == "hana")
                    try await browser.press(Key.tab)
                    #expect(try await browser.focused.attribute("id") == "id-token")
                    try await browser.press(Key.enter)
                    _ = try await browser.find("#verdict[data-state=user]")
                    #expect(try await browser.focused.attribute("id") == "id-token")
                    for _ in 0..<8 { try await browser.press(Key.tab) }
                    #expect(try await browser.focused.attribute("id") == "expired")
                    try await browser.press(Key.tab)
                    try await browser.press(Key.enter)
                    #expect(try await browser.find("#steps details[open]").text.contains("https://access.line.me"))
                }
            }
        }
    }
}

extension Browser {
    /// The button of the page that a person would find by its words.
    fileprivate func button(_ words: String) async throws -> BrowserElement {
        for button in try await findAll("#choices button") where try await button.text == words { return button }
        throw WebDriverError(code: "no such element", message: "There is no button “\(words)”.")
    }

    /// Asks for no motion, as a person can in the settings of the system: steps then follow one another at once.
    fileprivate func preferNoMotion() async throws {
        let feature: JSONMembers = ["name": .string("prefers-reduced-motion"), "value": .string("reduce")]
        try await devTools("Emulation.setEmulatedMedia", ["features": .array([feature.value])])
    }
}

/// The program of the example, where it was built.
private enum LoginExample {
    private static var path: String? { ProcessInfo.processInfo.environment["IDTOKEN_LOGIN_EXAMPLE"] }

    static var isBuilt: Bool { path.map { FileManager.default.isExecutableFile(atPath: $0) } ?? false }

    /// Runs the program on a port of the system's choice, hands over its address, and ends it.
    static func run(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "login-example-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Foundation.Process()
        process.executableURL = URL(fileURLWithPath: try #require(path))
        process.arguments = ["--port", "0", "--data", folder.path]
        process.standardError = FileHandle.nullDevice
        let output = OutputWatch(process)
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        try await body(try await output.line(startingWith: "listening on "))
    }
}
