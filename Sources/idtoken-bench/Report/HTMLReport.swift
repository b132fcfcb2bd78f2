/// Writes rows as one page that needs nothing else: style and charts are inside, and there is no script.
struct HTMLReport {
    let machine: Machine
    let rows: [BenchRow]

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>idtoken-bench</title>
        <style>
        \(HTMLStyle.text)
        </style>
        </head>
        <body>
        <header>
        <h1>ID token validation beside OpenSSL’s own calls</h1>
        <p class="lead">Whole tokens of \(TokenPool.tokenBytes.lowerBound) to \(TokenPool.tokenBytes.upperBound) bytes, \
        every check on. The floor is OpenSSL’s one call over the same bytes (<code>EVP_DigestVerify</code> for ES256, \
        <code>EVP_MAC</code> for HS256), measured in turns with the case in the same run. A ratio above 1 means that a \
        whole token is validated in less time than that one call takes.</p>
        \(debugWarning)<dl class="facts">
        \(machine.facts.map { "<div><dt>\($0.0)</dt><dd>\(Self.escaped($0.1))</dd></div>" }.joined(separator: "\n"))
        </dl>
        </header>
        <main>
        \(tiles)
        <div class="charts">
        \(charts)
        </div>
        \(table)
        </main>
        <footer>
        <p>Figures are medians over short slices. One thread is timed by the time it spends on a core, several threads as \
        time passes; ± is the distance of the quartiles as a share of the median. Percentiles are durations of one \
        call, a reading of the clock included; a call of a batch judges all of its tokens. Allocations are counted, this package’s and libcrypto’s \
        apart.</p>
        \(rows.disturbance.map { "<p>\($0)</p>\n" } ?? "")</footer>
        </body>
        </html>

        """
    }

    private var debugWarning: String {
        machine.isDebugBuild ? "<p class=\"warning\">Debug build: these figures mean nothing.</p>\n" : ""
    }

    // MARK: Headline figures

    private var tiles: String {
        let chosen = [
            ("ES256, one at a time", row("es256.single")),
            ("ES256, batch of 256", row("es256.batch", batch: 256)),
            ("HS256, one at a time", row("hs256.single")),
            ("HS256, batch of 256", row("hs256.batch", batch: 256)),
            ("Known token again", row("cache.hit")),
        ]
        let tiles = chosen.compactMap { title, row in
            row.map { row in
                """
                <li><span class="title">\(title)</span>\
                <strong>\(Figures.duration(row.nanosecondsPerToken))</strong>\
                <span class="note"><span>\(Figures.ratio(row.ratioToFloor)) × floor</span> \
                <span>\(Figures.rate(row.tokensPerSecond))/s</span></span></li>
                """
            }
        }
        return tiles.isEmpty ? "" : "<ul class=\"tiles\">\n" + tiles.joined(separator: "\n") + "\n</ul>"
    }

    private func row(_ name: String, batch: Int = 1) -> BenchRow? {
        rows.first { $0.name == name && $0.batch == batch && $0.threads == 1 }
    }

    // MARK: Table

    private var table: String {
        let headings = [
            "Case", "Algorithm", "Batch", "Threads", "Keys", "Tokens", "Per token", "±", "Tokens/s", "Floor", "Ratio",
            "p50", "p99", "p99.9", "Allocations", "in libcrypto", "Scaling", "Engine",
        ]
        let head = headings.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return """
            <section class="rows">
            <h2 id="rows">All rows</h2>
            <div class="scroll" role="region" aria-labelledby="rows" tabindex="0">
            <table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(rows.map(tableRow).joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            </section>
            """
    }

    private func tableRow(_ row: BenchRow) -> String {
        let cells = [
            row.algorithm, String(row.batch), String(row.threads), String(row.keys), String(row.tokens),
            Figures.duration(row.nanosecondsPerToken), Figures.percent(row.spread), Figures.rate(row.tokensPerSecond),
            Figures.duration(row.floorNanoseconds), Figures.ratio(row.ratioToFloor),
            Figures.duration(Double(row.p50)), Figures.duration(Double(row.p99)), Figures.duration(Double(row.p999)),
            Figures.perToken(row.allocationsPerToken), Figures.perToken(row.libcryptoAllocationsPerToken),
            row.scalingEfficiency.map { Figures.fixed($0, 2) } ?? "", row.engine ?? "",
        ]
        let data = cells.map { "<td>\(Self.escaped($0))</td>" }.joined()
        return "<tr><th scope=\"row\">\(row.name)</th>\(data)</tr>"
    }

    /// Text as it may stand between tags.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
