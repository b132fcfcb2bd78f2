internal import Foundation
internal import IDTokenCore
internal import Testing

extension BrowserTests {
    /// What the tests of pages rely on, tried on pages that are written into their address.
    @Suite struct BrowserClientTests {
        @Test func `Types into a field, presses keys and reads what comes of it`() async throws {
            try await Browser.run { browser in
                try await browser.navigate(
                    to: "data:text/html,<title>t</title><input id=a><input id=b>"
                        + "<p id=out></p><script>b.onkeydown=e=>{if(e.key=='Enter')out.textContent=a.value+'|'+b.value}</script>"
                )
                #expect(try await browser.title == "t")
                try await browser.find("#a").type("x<y" + Key.tab)
                try await browser.press("é" + Key.enter)
                #expect(try await browser.find("#out").text == "x<y|é")
                #expect(try await browser.focused.attribute("id") == "b")
                #expect(try await browser.script("return arguments[0] + 1", [.number("1")]) == .number("2"))
                #expect(try await browser.screenshot().starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
        }

        @Test func `Waits for an element that comes later`() async throws {
            try await Browser.run { browser in
                try await browser.navigate(
                    to: "data:text/html,<script>setTimeout(()=>document.body.append(Object.assign("
                        + "document.createElement('p'),{id:'late',textContent:'here'})),200)</script>"
                )
                #expect(try await browser.find("#late").text == "here")
            }
        }

        @Test func `Is a phone and dark when told to`() async throws {
            try await Browser.run { browser in
                try await browser.emulatePhone(width: 360)
                try await browser.prefer(dark: true)
                try await browser.navigate(to: "data:text/html,<meta name=viewport content=width=device-width>")
                #expect(try await browser.script("return innerWidth") == .number("360"))
                #expect(
                    try await browser.script("return matchMedia('(prefers-color-scheme: dark)').matches") == .bool(true)
                )
            }
        }

        @Test func `Sees what a page asks of other hosts, and gives it nothing`() async throws {
            try await Browser.run { browser in
                try await browser.navigate(to: "data:text/html,<img src=http://tracker.invalid/pixel>")
                #expect(try await browser.requestedAddresses().contains("http://tracker.invalid/pixel"))
                #expect(try await browser.consoleMessages().contains { $0.contains("tracker.invalid") })
            }
        }
    }
}
