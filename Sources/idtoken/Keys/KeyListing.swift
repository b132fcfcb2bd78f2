internal import IDTokenCore

/// The entries of a key set, for people and for programs.
struct KeyListing {
    private let keys: [JWK]

    init(_ set: JWKSet) {
        keys = set.keys
    }

    /// A table with one row a key.
    var text: String {
        var table = TextTable(["KID", "KTY", "CRV", "ALG", "USE", "THUMBPRINT", "USABLE", "NOTES"])
        for key in keys {
            table.append([
                cell(key.keyIdentifier), cell(key.keyType), cell(key.curve), cell(key.algorithm), cell(key.use),
                cell(key.thumbprint), key.unusability.map { "no: \($0)" } ?? "yes",
                key.notes.map(\.description).joined(separator: "; "),
            ])
        }
        let usable = keys.count(where: \.isUsable)
        return table.text + "\(keys.count) key\(keys.count == 1 ? "" : "s"), \(usable) usable\n"
    }

    /// One JSON object a key; members that an entry does not have are left out.
    var json: [UInt8] {
        var output = OutputBuffer()
        for key in keys {
            let texts = [
                ("kid", key.keyIdentifier), ("kty", key.keyType), ("crv", key.curve), ("alg", key.algorithm),
                ("use", key.use), ("thumbprint", key.thumbprint),
            ]
            var members = texts.compactMap { name, text in
                text.map { JSONObjectMember(name: name, value: .string($0)) }
            }
            members.append(JSONObjectMember(name: "usable", value: .bool(key.isUsable)))
            if let reason = key.unusability {
                members.append(JSONObjectMember(name: "reason", value: .string("\(reason)")))
            }
            let notes = key.notes.map { JSONValue.string($0.description) }
            members.append(JSONObjectMember(name: "notes", value: .array(notes)))
            output.append(.object(members))
            output.append("\n")
        }
        return output.bytes
    }

    private func cell(_ text: String?) -> String {
        text.map { ForeignText.shown($0) } ?? "-"
    }
}
