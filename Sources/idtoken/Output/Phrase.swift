/// Sentences of the libraries as parts of a message of one line.
enum Phrase {
    /// The sentence with a small letter at its beginning and nothing behind its last word.
    static func of(_ sentence: String) -> String {
        let start = sentence.prefix(1)
        let isAcronym = sentence.dropFirst().first.map { $0.isUppercase } ?? false
        let rest = sentence.dropFirst()
        return (isAcronym ? String(start) : start.lowercased()) + (rest.hasSuffix(".") ? rest.dropLast() : rest)
    }
}
