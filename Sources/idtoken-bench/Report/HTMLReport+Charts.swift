internal import Foundation

extension HTMLReport {
    /// The charts for which there are rows.
    ///
    /// Places are percentages and labels stand outside of the drawings, so that the text keeps its size on any screen.
    var charts: String {
        [
            ratioChart("ES256: ratio to EVP_DigestVerify", "ES256"),
            ratioChart("HS256: ratio to EVP_MAC", "HS256"),
            batchChart,
            latencyChart,
            scalingChart,
            setUpChart,
        ].compactMap(\.self).joined(separator: "\n")
    }

    // MARK: Bars

    private func ratioChart(_ title: String, _ algorithm: String) -> String? {
        let shown = rows.filter {
            $0.algorithm == algorithm && $0.threads == 1 && $0.name.hasPrefix(algorithm.lowercased())
        }
        let longest = max(shown.map(\.ratioToFloor).max() ?? 0, 1) * 1.02
        return chart(
            title,
            note: "One thread. The line marks the floor, 1; longer is faster.",
            shown.map { ($0.label, bar($0, $0.ratioToFloor, of: longest), Figures.ratio($0.ratioToFloor)) }
        )
    }

    private var scalingChart: String? {
        chart(
            "Several threads: share of perfect scaling",
            note: "The rate, divided by as many times the rate on one thread in the same run. The line marks 1.",
            rows.compactMap { row in
                row.scalingEfficiency.map { (row.label, bar(row, $0, of: 1.2), Figures.fixed($0, 2)) }
            }
        )
    }

    /// A bar in the colour of the row's algorithm, with a line where the value is 1.
    private func bar(_ row: BenchRow, _ value: Double, of longest: Double) -> String {
        let width = Figures.fixed(100 * min(value / longest, 1), 2)
        let one = Figures.fixed(100 / longest, 2)
        return """
            <rect class="\(row.algorithm.lowercased())" x="0" y="2" width="\(width)%" height="14" rx="3"/>\
            <line class="mark\(value > 1 ? " over" : "")" x1="\(one)%" x2="\(one)%" y1="0" y2="18"/>
            """
    }

    // MARK: Ranges

    private var latencyChart: String? {
        latencies(
            "One call on one thread: p50, p99, p99.9",
            rows.filter { $0.threads == 1 && $0.batch == 1 && $0.tokens > 1 }
        )
    }

    private var setUpChart: String? {
        latencies("Before the first token: p50, p99, p99.9", rows.filter { $0.tokens == 1 })
    }

    /// Rows of three dots each on a logarithmic scale.
    private func latencies(_ title: String, _ shown: [BenchRow]) -> String? {
        guard let least = shown.map(\.p50).min(), let most = shown.map(\.p999).max(), least > 0 else { return nil }
        var (start, end) = (1.0, 10.0)
        while start * 10 <= Double(least) { start *= 10 }
        while end < Double(most) || end <= start { end *= 10 }
        let decades = log10(end / start)
        func place(_ nanoseconds: UInt64) -> Double {
            3 + 94 * log10(max(Double(nanoseconds), start) / start) / decades
        }
        return chart(
            title,
            note: "Logarithmic, from \(Figures.duration(start)) to \(Figures.duration(end)); dots from dark to light.",
            shown.map { row in
                let places = [row.p50, row.p99, row.p999].map { Figures.fixed(place($0), 2) + "%" }
                let style = row.algorithm.lowercased() + " dot"
                let dots = zip(["p50", "p99", "p999"], places).reversed()
                    .map { "<circle class=\"\(style) \($0)\" cx=\"\($1)\" cy=\"9\" r=\"4.5\"/>" }
                return (
                    row.label,
                    "<line class=\"range\" x1=\"\(places[0])\" x2=\"\(places[2])\" y1=\"9\" y2=\"9\"/>" + dots.joined(),
                    [row.p50, row.p99, row.p999].map { Figures.duration(Double($0)) }.joined(separator: " · ")
                )
            }
        )
    }

    // MARK: Lines

    /// The ratio over the size of the batch.
    private var batchChart: String? {
        let shown = rows.filter { ["es256.batch", "hs256.batch"].contains($0.name) && $0.threads == 1 }
        let sizes = Set(shown.map(\.batch)).sorted()
        guard sizes.count > 1, let most = shown.map(\.ratioToFloor).max(), most > 0 else { return nil }
        let series = [("es256", 1, "ES256, 1 key"), ("es256more", 20, "ES256, 20 keys"), ("hs256", 1, "HS256")]
        let top = max(1, most.rounded(.up))
        func x(_ index: Int) -> Double { 12 + 80 * Double(index) / Double(sizes.count - 1) }
        func y(_ ratio: Double) -> Double { 88 - 80 * ratio / top }
        var drawing = ""
        for tick in 0...Int(top) {
            let height = Figures.fixed(y(Double(tick)), 2)
            drawing += """
                <line class="\(tick == 1 ? "mark" : "grid")" x1="8%" x2="96%" y1="\(height)%" y2="\(height)%"/>\
                <text x="6%" y="\(height)%" dy="4" text-anchor="end">\(tick)</text>
                """
        }
        for (index, size) in sizes.enumerated() {
            drawing += "<text x=\"\(Figures.fixed(x(index), 2))%\" y=\"97%\" text-anchor=\"middle\">\(size)</text>"
        }
        var legend = ""
        for (style, keys, name) in series {
            let algorithm = style == "hs256" ? "HS256" : "ES256"
            let points = sizes.enumerated().compactMap { index, size in
                shown.first { $0.algorithm == algorithm && $0.keys == keys && $0.batch == size }.map {
                    (
                        x: Figures.fixed(x(index), 2),
                        y: Figures.fixed(y($0.ratioToFloor), 2),
                        size: size,
                        ratio: $0.ratioToFloor
                    )
                }
            }
            guard let last = points.last else { continue }
            for (from, to) in zip(points, points.dropFirst()) {
                drawing += """
                    <line class="curve \(style)" x1="\(from.x)%" y1="\(from.y)%" x2="\(to.x)%" y2="\(to.y)%"/>
                    """
            }
            for point in points {
                drawing += "<circle class=\"\(style)\" cx=\"\(point.x)%\" cy=\"\(point.y)%\" r=\"4\"/>"
            }
            let value = "\(Figures.ratio(last.ratio)) at \(last.size)"
            legend += "<span><i class=\"\(style)\"></i>\(name): \(value)</span>"
        }
        return """
            <section class="chart">
            <h2>Ratio to the floor by size of the batch</h2>
            <p class="note">One thread. The line marks the floor, 1.</p>
            <p class="legend">\(legend)</p>
            <svg class="plot" role="img" aria-label="Ratio to the floor by size of the batch; the values are in the table \
            of all rows.">\(drawing)</svg>
            </section>
            """
    }

    // MARK: Parts

    /// A list of rows, each with a label, a drawing and its value.
    private func chart(
        _ title: String,
        note: String,
        _ entries: [(label: String, drawing: String, value: String)]
    ) -> String? {
        guard !entries.isEmpty else { return nil }
        let items = entries.map { entry in
            """
            <li><span class="label">\(Self.escaped(entry.label))</span>\
            <span class="value">\(Self.escaped(entry.value))</span>\
            <svg aria-hidden="true">\(entry.drawing)</svg></li>
            """
        }
        return """
            <section class="chart">
            <h2>\(Self.escaped(title))</h2>
            <p class="note">\(note)</p>
            <ul class="bars">
            \(items.joined(separator: "\n"))
            </ul>
            </section>
            """
    }
}
