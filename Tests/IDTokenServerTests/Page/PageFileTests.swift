import Testing

@testable import idtoken_server

@Suite struct PageFileTests {
    @Test func `The markup has no script, style or handler in it, and names no other host`() {
        let markup = PageMarkup.text
        #expect(markup.matches(of: /<script(?! src="\/page\/script\.js" defer><\/script>)/).isEmpty)
        #expect(markup.matches(of: /<style|\sstyle=|\son[a-z]+=|javascript:/).isEmpty)
        for text in [markup, PageStyle.text] {
            #expect(text.matches(of: /https?:|url\(|@import|\/\//).isEmpty)
        }
    }

    @Test func `The script makes no markup and no code of text, and keeps nothing`() {
        for name in [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
            "setAttribute(\"on",
            "localStorage", "sessionStorage", "indexedDB", "document.cookie", "location", "history", "window.open",
            "sendBeacon", "WebSocket", "XMLHttpRequest", "import(", "setTimeout(\"",
        ] { #expect(!PageScript.text.contains(name), "\(name)") }
        #expect(PageScript.text.matches(of: /fetch\("(?!\/page\/)/).isEmpty)
    }

    @Test func `The token's field is kept out of spelling services and of the browser's memory`() throws {
        let field = try #require(PageMarkup.text.firstMatch(of: /<textarea id="token"[^>]*>/)?.output)
        for attribute in [#"spellcheck="false""#, #"autocomplete="off""#, #"autocapitalize="off""#] {
            #expect(field.contains(attribute))
        }
        #expect(!field.contains("name="))
    }
}
