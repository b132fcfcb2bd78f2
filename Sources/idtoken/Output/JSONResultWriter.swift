internal import IDTokenCore

/// One JSON object a token. What does not apply to a token is left out.
struct JSONResultWriter: ResultWriter {
    func append(_ results: BatchResults, at position: Int, line: Int, to output: inout OutputBuffer) {
        output.append("{\"line\":" as StaticString)
        output.append(line)
        if results.verdicts[position].isValid {
            appendValid(results, at: position, to: &output)
        } else if case .rejected(let error) = results[position] {
            append(error, to: &output)
        }
        output.append("}\n" as StaticString)
    }

    private func appendValid(_ results: BatchResults, at position: Int, to output: inout OutputBuffer) {
        switch results.verdicts[position].engine {
        case .mac: output.append(",\"valid\":true,\"algorithm\":\"HS256\"" as StaticString)
        default: output.append(",\"valid\":true,\"algorithm\":\"ES256\"" as StaticString)
        }
        append("key_id", results.keyIdentifier(of: position), to: &output)
        output.append(",\"claims\":" as StaticString)
        output.appendClaims(of: position, in: results)
    }

    private func append(_ error: IDTokenError, to output: inout OutputBuffer) {
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
    }

    private func append(_ name: StaticString, _ value: String?, to output: inout OutputBuffer) {
        guard let value else { return }
        output.append(",\"" as StaticString)
        output.append(name)
        output.append("\":" as StaticString)
        output.appendJSON(value)
    }
}
