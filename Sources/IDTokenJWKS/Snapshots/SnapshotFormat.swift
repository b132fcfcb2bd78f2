internal import IDTokenCore

/// How a snapshot is written: a few lines of text, an empty line, and the bytes of the key set.
///
/// ```
/// idtoken-keys 1
/// sha256: (64 hexadecimal digits, of everything behind this line)
/// length: (how many bytes that is)
/// issuer: https://access.line.me
/// source: https://api.line.me/oauth2/v2.1/certs
/// generation: 7
/// confirmed-at: 1767225600
/// first-seen-at: 1767139200
/// entity-tag: "5f3…"
///
/// {"keys":[…]}
/// ```
///
/// The digest finds accidents, not attackers: whoever may write the file may write its digest. Whoever fetched the set
/// without a word of an issuer wrote the source in its place; such a file is bound to the source alone.
enum SnapshotFormat {
    /// What a snapshot may have besides the bytes of the key set.
    static let maximumHeaderBytes = 16 * 1024

    private static let magic = "idtoken-keys 1\n"

    static func write(_ snapshot: KeySetSnapshot, issuer: String, source: String) -> [UInt8] {
        var fields: [(String, String)] = [
            ("issuer", issuer), ("source", source),
            ("generation", String(snapshot.generation)),
            ("confirmed-at", String(snapshot.confirmedAt.seconds)),
            ("first-seen-at", String(snapshot.firstSeenAt.seconds)),
        ]
        if let tag = snapshot.version?.entityTag { fields.append(("entity-tag", tag)) }
        if let date = snapshot.version?.lastModified { fields.append(("last-modified", date)) }
        let lines = fields.map { "\($0.0): \(escaped($0.1))\n" }.joined()
        let rest = Array("\(lines)\n".utf8) + snapshot.body
        let counted = Array("length: \(rest.count)\n".utf8) + rest
        return Array("\(magic)sha256: \(hexadecimal(SHA256Digest.of(counted).bytes))\n".utf8) + counted
    }

    /// Reads a snapshot that must be of an issuer and a source.
    static func read(
        _ bytes: [UInt8],
        issuer: String,
        source: String
    ) throws(KeySetSnapshotRefusal) -> KeySetSnapshot {
        let content = try read(bytes)
        guard content.source == source, content.issuer == issuer || content.issuer == source else { throw .foreign }
        return content.snapshot
    }

    /// Reads a snapshot of any issuer and source, and whose it is.
    static func read(
        _ bytes: [UInt8]
    ) throws(KeySetSnapshotRefusal) -> (issuer: String, source: String, snapshot: KeySetSnapshot) {
        var rest = bytes[...]
        guard rest.starts(with: magic.utf8) else { throw .notASnapshot }
        rest = rest.dropFirst(magic.utf8.count)
        guard let digest = field("sha256", &rest) else { throw bytes.count < 128 ? .truncated : .notASnapshot }
        let digested = Array(rest)
        guard let length = field("length", &rest).flatMap({ Int($0) }) else {
            throw bytes.count < 128 ? .truncated : .altered
        }
        guard rest.count >= length else { throw .truncated }
        guard digest == hexadecimal(SHA256Digest.of(digested).bytes) else { throw .altered }
        guard rest.count == length, let issuer = field("issuer", &rest).map(unescaped),
            let source = field("source", &rest).map(unescaped),
            let generation = field("generation", &rest).flatMap({ UInt64($0) }),
            let confirmedAt = field("confirmed-at", &rest).flatMap({ Int64($0) }),
            let firstSeenAt = field("first-seen-at", &rest).flatMap({ Int64($0) })
        else { throw .notASnapshot }
        let version = KeySetVersion(
            entityTag: field("entity-tag", &rest).map(unescaped),
            lastModified: field("last-modified", &rest).map(unescaped)
        )
        guard rest.first == UInt8(ascii: "\n") else { throw .notASnapshot }
        let snapshot = KeySetSnapshot(
            body: Array(rest.dropFirst()),
            version: version,
            generation: generation,
            confirmedAt: NumericDate(seconds: confirmedAt),
            firstSeenAt: NumericDate(seconds: firstSeenAt)
        )
        return (issuer, source, snapshot)
    }

    /// Takes a line `name: value` off the front, if that is what is there.
    private static func field(_ name: String, _ rest: inout ArraySlice<UInt8>) -> String? {
        let start = Array("\(name): ".utf8)
        guard rest.starts(with: start), let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[(rest.startIndex + start.count)..<end], as: UTF8.self)
    }

    /// Percent-encodes what would end a line, and the sign that says so.
    private static func escaped(_ value: String) -> String {
        value.utf8.reduce(into: "") { text, byte in
            text +=
                byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "%")
                ? "%" + hexadecimal([byte]) : String(UnicodeScalar(byte))
        }
    }

    private static func unescaped(_ value: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(value.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let escaped = UInt8(digits, radix: 16) {
                bytes.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
