/// A name with its labels, as Prometheus writes them.
struct SeriesKey: Hashable, Comparable, Sendable {
    let name: String
    /// The labels as `a="b",c="d"`, in their order.
    let labels: String

    /// Takes any name and labels; characters that Prometheus does not allow in names become underscores.
    init(_ name: String, _ labels: [(String, String)]) {
        self.name = Self.name(name)
        self.labels = labels.map { "\(Self.name($0))=\"\(Self.escaped($1))\"" }.joined(separator: ",")
    }

    static func < (first: SeriesKey, second: SeriesKey) -> Bool {
        (first.name, first.labels) < (second.name, second.labels)
    }

    /// One line of a sample.
    func line(_ value: String, suffix: String = "", label extra: String = "") -> String {
        let all = [labels, extra].filter { !$0.isEmpty }.joined(separator: ",")
        return name + suffix + (all.isEmpty ? "" : "{\(all)}") + " \(value)\n"
    }

    private static func name(_ text: String) -> String {
        let name = String(
            text.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "_": Character(scalar)
                default: "_"
                }
            }
        )
        return name.first.map { !$0.isNumber } ?? false ? name : "_" + name
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
