internal import IDTokenCore

/// What one line of JSON Lines asks to be judged: a token, and the nonce and the subject that are expected of it.
struct JSONTokenLine {
    let token: String
    let nonce: String?
    let subject: String?

    /// Reads a line: one JSON object with a string `token`, and strings `nonce` and `subject` where they are expected.
    /// Other members are ignored. `nil` if the line is anything else.
    ///
    /// A `nonce` or `subject` that is there but no string, `null` included, spoils the line: an expectation that cannot
    /// be read must not become none.
    init?(parsing line: Span<UInt8>) {
        guard let value = try? JSONValue(parsing: line), let members = value.objectValue,
            let token = value["token"]?.stringValue
        else { return nil }
        for name in ["token", "nonce", "subject"] {
            let values = members.filter { $0.name == name }
            guard values.count <= 1, values.allSatisfy({ $0.value.stringValue != nil }) else { return nil }
        }
        self.token = token
        nonce = value["nonce"]?.stringValue
        subject = value["subject"]?.stringValue
    }
}
