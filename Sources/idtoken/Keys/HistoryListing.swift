internal import IDTokenCore
internal import IDTokenJWKS

/// The key sets of the past that a folder holds, for people and for programs.
struct HistoryListing {
    private let entries: [HistoryEntry]

    init(_ entries: [HistoryEntry]) {
        self.entries = entries
    }

    /// How many files cannot be used.
    var refusedCount: Int { refusals.count }

    /// A table with one row a key set, oldest first, and a line for each file that cannot be used.
    var text: String {
        var table = TextTable(["GENERATION", "FIRST SEEN", "CONFIRMED", "KEYS", "USABLE", "ISSUER", "SOURCE"])
        for content in contents {
            let set = content.snapshot
            let keys = try? JWKSet(parsing: set.body)
            table.append([
                String(set.generation), set.firstSeenAt.rfc3339, set.confirmedAt.rfc3339, String(keys?.keys.count ?? 0),
                String(keys?.usableKeys.count ?? 0),
                content.issuer == content.source ? "-" : ForeignText.shown(content.issuer),
                ForeignText.shown(content.source),
            ])
        }
        let refused = refusals.map { "\(ShownName.path($0.name)) is not used: \($0.reason)\n" }
        let count = contents.count == 1 ? "1 key set\n" : "\(contents.count) key sets\n"
        return table.text + refused.joined() + count
    }

    /// One JSON object a key set, oldest first, and one for each file that cannot be used.
    var json: [UInt8] {
        var output = OutputBuffer()
        for content in contents {
            let set = content.snapshot
            let identifiers = (try? JWKSet(parsing: set.body))?.usableKeys.compactMap(\.keyIdentifier) ?? []
            var members = [
                JSONObjectMember(name: "generation", value: .number(String(set.generation))),
                JSONObjectMember(name: "first_seen_at", value: .number(String(set.firstSeenAt.seconds))),
                JSONObjectMember(name: "confirmed_at", value: .number(String(set.confirmedAt.seconds))),
            ]
            if content.issuer != content.source {
                members.append(JSONObjectMember(name: "issuer", value: .string(content.issuer)))
            }
            members.append(JSONObjectMember(name: "source", value: .string(content.source)))
            members.append(JSONObjectMember(name: "usable_kids", value: .array(identifiers.map { .string($0) })))
            append(members, to: &output)
        }
        for refusal in refusals {
            append(
                [
                    JSONObjectMember(name: "file", value: .string(refusal.name)),
                    JSONObjectMember(name: "refused", value: .string("\(refusal.reason)")),
                ],
                to: &output
            )
        }
        return output.bytes
    }

    private var contents: [HistoryEntry.Content] {
        entries.compactMap { entry in
            if case .success(let content) = entry.content { content } else { nil }
        }
    }

    private var refusals: [(name: String, reason: KeySetSnapshotRefusal)] {
        entries.compactMap { entry in
            if case .failure(let reason) = entry.content { (entry.name, reason) } else { nil }
        }
    }

    private func append(_ members: [JSONObjectMember], to output: inout OutputBuffer) {
        output.append(.object(members))
        output.append("\n")
    }
}
