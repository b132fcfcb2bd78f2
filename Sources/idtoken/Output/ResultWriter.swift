internal import IDTokenCore

/// Writes what became of a token as one line.
protocol ResultWriter: Sendable {
    /// Appends the line for a token that may be believed.
    func append(_ token: ValidatedIDToken, line: Int, to output: inout OutputBuffer)

    /// Appends the line for a token that was rejected.
    func append(_ error: IDTokenError, line: Int, to output: inout OutputBuffer)
}

/// One JSON object a token.
struct JSONResultWriter: ResultWriter {
    func append(_ token: ValidatedIDToken, line: Int, to output: inout OutputBuffer) {
        output.append("{\"line\":" as StaticString)
        output.append(line)
        switch token.algorithm {
        case .es256: output.append(",\"valid\":true,\"algorithm\":\"ES256\"" as StaticString)
        case .hs256: output.append(",\"valid\":true,\"algorithm\":\"HS256\"" as StaticString)
        }
        append("key_id", token.key?.keyIdentifier, to: &output)
        output.append(",\"claims\":" as StaticString)
        output.appendOnOneLine(token.payload)
        output.append("}\n" as StaticString)
    }

    func append(_ error: IDTokenError, line: Int, to output: inout OutputBuffer) {
        output.append("{\"line\":" as StaticString)
        output.append(line)
        output.append(",\"valid\":false" as StaticString)
        append("code", error.code.rawValue, to: &output)
        append("class", error.code.failureClass.rawValue, to: &output)
        append("claim", error.claim, to: &output)
        append("expected", error.expected, to: &output)
        append("actual", error.actual, to: &output)
        append("message", error.message, to: &output)
        if error.isRefreshPending { output.append(",\"refresh_pending\":true" as StaticString) }
        if let seconds = error.retryAfterSeconds {
            output.append(",\"retry_after_seconds\":" as StaticString)
            output.append(seconds)
        }
        output.append("}\n" as StaticString)
    }

    /// Appends a member that is there; one that is not is left out.
    private func append(_ name: StaticString, _ value: String?, to output: inout OutputBuffer) {
        guard let value else { return }
        output.append(",\"" as StaticString)
        output.append(name)
        output.append("\":" as StaticString)
        output.appendJSON(value)
    }
}

/// One readable line a token.
struct TextResultWriter: ResultWriter {
    /// Whether valid and rejected differ in colour.
    let showsColour: Bool

    func append(_ token: ValidatedIDToken, line: Int, to output: inout OutputBuffer) {
        output.append(line)
        output.append(showsColour ? ": \u{1B}[32mvalid\u{1B}[0m " : ": valid " as StaticString)
        output.append(token.algorithm.rawValue)
        if let identifier = token.key?.keyIdentifier {
            output.append(" key " as StaticString)
            output.append(ForeignText.shown(identifier))
        }
        output.append(" sub " as StaticString)
        output.append(ForeignText.shown(token.subject))
        output.append(" exp " as StaticString)
        output.append(token.expiration.rfc3339)
        output.append("\n" as StaticString)
    }

    func append(_ error: IDTokenError, line: Int, to output: inout OutputBuffer) {
        output.append(line)
        output.append(showsColour ? ": \u{1B}[31mrejected\u{1B}[0m " : ": rejected " as StaticString)
        output.append(error.code.rawValue)
        output.append(": " as StaticString)
        output.append(error.message)
        let details = [
            error.claim, error.expected.map { "expected \($0)" }, error.actual.map { "found \($0)" },
        ].compactMap(\.self)
        if !details.isEmpty {
            output.append(" (" as StaticString)
            output.append(details.joined(separator: ", "))
            output.append(")" as StaticString)
        }
        output.append("\n" as StaticString)
    }
}
