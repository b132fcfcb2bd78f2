internal import IDTokenCore

/// Something about a key set that its publisher, or whoever stored it, should mend.
struct KeyFinding {
    /// What kind of finding it is, as one stable word.
    let code: String
    /// The place of the entry in the set, from 0; `nil` if the finding is about the set.
    let index: Int?
    /// The entry's key identifier.
    let keyIdentifier: String?
    /// What is wrong, as a phrase.
    let message: String

    /// Everything that is wrong with a set, in the order of its entries.
    static func all(in set: JWKSet) -> [KeyFinding] {
        var findings: [KeyFinding] = []
        for (index, key) in set.keys.enumerated() {
            func add(_ code: String, _ message: String) {
                findings.append(
                    KeyFinding(code: code, index: index, keyIdentifier: key.keyIdentifier, message: message)
                )
            }
            if let reason = key.unusability {
                add(reason == .ambiguousKeyIdentifier ? "ambiguous_kid" : "unusable", "cannot verify ES256: \(reason)")
            }
            if key.keyType == "oct" {
                add("private_member", "it publishes a shared secret: the secret must be replaced")
            }
            for note in key.notes {
                switch note {
                case .excessLeadingZeros: add("excess_zeros", "\(note)")
                case .privateMember: add("private_member", "\(note): the key must be replaced")
                case .noKeyIdentifier: add("no_kid", "\(note): no token can name it")
                }
            }
        }
        if set.keys.isEmpty {
            findings.append(
                KeyFinding(code: "no_keys", index: nil, keyIdentifier: nil, message: "the key set is empty")
            )
        } else if set.usableKeys.isEmpty {
            findings.append(
                KeyFinding(code: "no_usable_key", index: nil, keyIdentifier: nil, message: "no key can verify ES256")
            )
        }
        return findings
    }

    /// Appends the finding as one line.
    func append(to output: inout OutputBuffer, as format: OutputFormat) {
        switch format {
        case .text:
            let place = index.map { "key \($0)" } ?? "key set"
            let name = keyIdentifier.map { " (kid \(ForeignText.shown($0)))" } ?? ""
            output.append("\(place)\(name): \(code): \(message)\n")
        case .json:
            var members = [JSONObjectMember(name: "finding", value: .string(code))]
            if let index { members.append(JSONObjectMember(name: "key", value: .number(String(index)))) }
            if let keyIdentifier { members.append(JSONObjectMember(name: "kid", value: .string(keyIdentifier))) }
            members.append(JSONObjectMember(name: "message", value: .string(message)))
            output.append(.object(members))
            output.append("\n")
        }
    }
}
