internal import IDTokenCore
internal import IDTokenJWKS

/// What changes from one key set to another, for people and for programs.
struct KeyChangeListing {
    /// What becomes of one entry.
    enum Change: String {
        case added, removed, replaced, unusable, usable

        /// Why tokens that name the entry are refused from now on.
        var consequence: String {
            switch self {
            case .removed: "its key is gone"
            case .replaced: "its kid names another key"
            case .unusable: "its key cannot be used any more"
            case .added, .usable: "its key is not the only one any more"
            }
        }
    }

    let difference: KeySetDifference
    private let changes: [(change: Change, key: JWK)]
    private let byIdentifier: [String: Change]

    init(_ difference: KeySetDifference) {
        self.difference = difference
        changes =
            difference.removed.map { (.removed, $0) } + difference.becameUnusable.map { (.unusable, $0) }
            + difference.replaced.map { (.replaced, $0) } + difference.becameUsable.map { (.usable, $0) }
            + difference.added.map { (.added, $0) }
        byIdentifier = Dictionary(
            changes.compactMap { change, key in key.keyIdentifier.map { ($0, change) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// How many entries change.
    var count: Int { changes.count }

    /// A table with one row a change, and what it comes to.
    var text: String {
        var table = TextTable(["CHANGE", "KID", "KTY", "ALG", "THUMBPRINT", "USABLE"])
        for (change, key) in changes {
            table.append([
                change.rawValue, cell(key.keyIdentifier), cell(key.keyType), cell(key.algorithm), cell(key.thumbprint),
                key.unusability.map { "no: \($0)" } ?? "yes",
            ])
        }
        let lost = difference.lost.count
        let summary =
            changes.isEmpty
            ? "no key changes\n"
            : "\(count) key\(count == 1 ? "" : "s") changed, \(lost) usable key\(lost == 1 ? "" : "s") lost\n"
        return (changes.isEmpty ? "" : table.text) + summary
    }

    /// One JSON object a change.
    var json: [UInt8] {
        var output = OutputBuffer()
        for (change, key) in changes {
            let texts = [
                ("change", change.rawValue), ("kid", key.keyIdentifier), ("kty", key.keyType), ("alg", key.algorithm),
                ("thumbprint", key.thumbprint),
            ]
            var members = texts.compactMap { name, text in
                text.map { JSONObjectMember(name: name, value: .string($0)) }
            }
            members.append(JSONObjectMember(name: "usable", value: .bool(key.isUsable)))
            output.append(.object(members))
            output.append("\n")
        }
        return output.bytes
    }

    /// What becomes of the key that a token names; for a token that names none, that another one came beside it.
    func change(of keyIdentifier: String?) -> Change {
        guard let keyIdentifier else { return .added }
        return byIdentifier[keyIdentifier] ?? .removed
    }

    private func cell(_ text: String?) -> String {
        text.map { ForeignText.shown($0) } ?? "-"
    }
}
