import Testing

@testable import idtoken_bench

@Suite struct HTMLReportTests {
    private let machine = Machine(
        processor: "A <fast> & \"new\" one",
        cores: 2,
        openSSL: "OpenSSL 3",
        swift: "6.3",
        date: "2026-01-01T00:00:00Z",
        isDebugBuild: false
    )

    private let rows: [BenchRow] = [
        .sample("es256.single", batch: 1), .sample(batch: 8), .sample(batch: 64), .sample(batch: 8, keys: 20),
        .sample(batch: 64, threads: 2), .sample("hs256.batch", batch: 8), .sample("table.build", batch: 1),
    ]

    @Test func `Every row stands in the table`() {
        let text = HTMLReport(machine: machine, rows: rows).text
        for row in rows { #expect(text.contains("<th scope=\"row\">\(row.name)</th>")) }
        #expect(text.split(separator: "<tr><th scope=\"row\">").count == rows.count + 1)
    }

    @Test func `Nothing is fetched from anywhere and nothing runs`() {
        let text = HTMLReport(machine: machine, rows: rows).text
        for word in ["http:", "https:", "//", "<script", "<link", "<img", "@import", "url(", "src=", "href="] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `Foreign text cannot become markup`() {
        let text = HTMLReport(machine: machine, rows: []).text
        #expect(text.contains("A &lt;fast&gt; &amp; &quot;new&quot; one"))
        #expect(!text.contains("<fast>"))
    }

    @Test func `A chart without rows is left out`() {
        #expect(!HTMLReport(machine: machine, rows: []).text.contains("<section class=\"chart\">"))
        #expect(HTMLReport(machine: machine, rows: rows).text.contains("<section class=\"chart\">"))
    }

    @Test func `A debug build is called one`() {
        var machine = machine
        #expect(!HTMLReport(machine: machine, rows: rows).text.contains("Debug build"))
        machine.isDebugBuild = true
        #expect(HTMLReport(machine: machine, rows: rows).text.contains("Debug build"))
        #expect(TextReport(machine: machine).head.contains("DEBUG BUILD"))
    }
}
