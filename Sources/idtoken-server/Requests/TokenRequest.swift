internal import IDTokenCore

/// What a JSON object asks to be judged: a token, and what is expected of it.
struct TokenRequest {
    let token: String
    let nonce: String?
    let binding: String?
    let subject: String?

    /// Reads one JSON object with a string `token`, and strings `nonce`, `binding` and `subject` where they are expected.
    /// Other members are ignored. `nil` if it is anything else.
    ///
    /// A member that is there but no string, `null` included, spoils the request: an expectation that cannot be read must
    /// not become none. So does a binding without a nonce, which would bind nothing, and an empty one.
    init?(parsing text: Span<UInt8>) {
        guard let value = try? JSONValue(parsing: text), let members = value.objectValue else { return nil }
        var texts: [String: String] = [:]
        for member in members where ["token", "nonce", "binding", "subject"].contains(member.name) {
            guard let text = member.value.stringValue, texts.updateValue(text, forKey: member.name) == nil else {
                return nil
            }
        }
        guard let token = texts["token"] else { return nil }
        self.token = token
        nonce = texts["nonce"]
        binding = texts["binding"]
        subject = texts["subject"]
        guard binding == nil || nonce != nil && binding != "" else { return nil }
    }
}
