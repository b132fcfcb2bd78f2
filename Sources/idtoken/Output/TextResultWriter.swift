internal import IDTokenCore

/// One readable line a token.
struct TextResultWriter: ResultWriter {
    /// Whether valid and rejected differ in colour.
    let showsColour: Bool

    func append(_ results: BatchResults, at position: Int, line: Int, to output: inout OutputBuffer) {
        output.append(line)
        switch results[position] {
        case .valid(let token): append(token, to: &output)
        case .rejected(let error): append(error, to: &output)
        case .notJudged: output.append(": not judged" as StaticString)
        }
        output.append("\n" as StaticString)
    }

    private func append(_ token: ValidatedIDToken, to output: inout OutputBuffer) {
        output.append(showsColour ? ": \u{1B}[32mvalid\u{1B}[0m " : ": valid " as StaticString)
        output.append(token.algorithm.rawValue)
        output.append(" sub " as StaticString)
        output.append(ForeignText.shown(token.subject))
        output.append(" exp " as StaticString)
        output.append(rfc3339: token.expiration)
    }

    private func append(_ error: IDTokenError, to output: inout OutputBuffer) {
        output.append(showsColour ? ": \u{1B}[31mrejected\u{1B}[0m " : ": rejected " as StaticString)
        output.append(error.code.rawValue)
        output.append(": " as StaticString)
        output.append(error.message)
        let details = [
            error.claim, error.expected.map { "expected \($0)" }, error.actual.map { "found \($0)" },
        ].compactMap(\.self)
        guard !details.isEmpty else { return }
        output.append(" (" as StaticString)
        output.append(details.joined(separator: ", "))
        output.append(")" as StaticString)
    }
}
