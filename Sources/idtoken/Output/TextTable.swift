/// Columns of text, each as wide as its widest cell.
struct TextTable {
    private var rows: [[String]]

    /// Makes a table, with or without headings.
    init(_ headings: [String]? = nil) {
        rows = headings.map { [$0] } ?? []
    }

    /// Adds a row.
    mutating func append(_ cells: [String]) {
        rows.append(cells)
    }

    /// The lines of the table; nothing stands behind the last cell of a line.
    var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { index, cell in
                cell + String(repeating: " ", count: widths[index] - cell.unicodeScalars.count)
            }
            let line = cells.joined(separator: "  ")
            return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
        }.joined()
    }
}
