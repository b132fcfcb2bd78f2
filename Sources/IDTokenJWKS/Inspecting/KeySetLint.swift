public import IDTokenCore

/// What is wrong with a key set, or could be better: for its publisher and for those who wonder why a token is refused.
public struct KeySetLint: Sendable {
    /// One remark.
    public struct Finding: Sendable, Hashable {
        /// How bad it is.
        public enum Severity: String, Sendable, Hashable, CaseIterable {
            /// Tokens are refused, or a secret is out.
            case error
            /// It works, and should be mended.
            case warning
        }

        /// How bad it is.
        public let severity: Severity
        /// A stable name of what was found, for example `private_member`.
        public let rule: String
        /// Which entry it is about, counted from 0, or `nil` for the set as a whole.
        public let keyIndex: Int?
        /// The entry's key identifier, escaped.
        public let keyIdentifier: String?
        /// One sentence for people.
        public let message: String
    }

    /// What was found, in the order of the entries.
    public let findings: [Finding]
    /// The set, parsed.
    public let keys: JWKSet

    /// Whether nothing is an error.
    public var isUsable: Bool { !findings.contains { $0.severity == .error } }

    /// The most key entries that are an ordinary size for a set.
    private static let manyKeys = 100
    /// RSA moduli below this can be factored by states (NIST SP 800-131A: disallowed).
    private static let leastModulusBits = 2048

    /// Looks through the bytes of a key set.
    ///
    /// - Throws: ``IDTokenError`` with ``ReasonCode/invalidKey`` if they are no JWK Set.
    public init(_ bytes: [UInt8]) throws(IDTokenError) {
        keys = try JWKSet(parsing: bytes)
        let entries = ((try? JSONValue(parsing: bytes))?["keys"]?.arrayValue) ?? []
        var findings: [Finding] = []
        if keys.keys.isEmpty {
            findings.append(
                Self.finding(.error, "empty_set", "The set has no keys; from an endpoint that is a failure.")
            )
        } else if keys.usableKeys.isEmpty {
            findings.append(Self.finding(.error, "no_usable_key", "No key of the set can verify ES256."))
        }
        if keys.keys.count > Self.manyKeys {
            findings.append(Self.finding(.warning, "many_keys", "The set has \(keys.keys.count) keys."))
        }
        for (index, key) in keys.keys.enumerated() {
            findings += Self.findings(of: key, at: index, entry: index < entries.count ? entries[index] : .null)
            findings += Self.duplicates(of: key, at: index, in: keys)
        }
        self.findings = findings
    }

    private static func findings(of key: JWK, at index: Int, entry: JSONValue) -> [Finding] {
        var findings: [Finding] = []
        if let reason = key.unusability {
            let isForeign =
                switch reason {
                // Keys for other purposes are no fault of a set that several kinds of clients read.
                case .unsupportedKeyType("oct"): false
                case .unsupportedKeyType, .unsupportedCurve, .otherAlgorithm, .otherUse, .otherOperations: true
                default: false
                }
            let rule = reason == .ambiguousKeyIdentifier ? "ambiguous_kid" : "unusable_key"
            findings.append(
                finding(isForeign ? .warning : .error, rule, "The key cannot verify ES256: \(reason).", index, key)
            )
        }
        if key.keyType == "oct" {
            findings.append(
                finding(.error, "symmetric_key", "The set publishes a shared secret: replace the secret.", index, key)
            )
        }
        for note in key.notes {
            switch note {
            case .privateMember(let member):
                findings.append(
                    finding(
                        .error,
                        "private_member",
                        "It publishes the private member \(member): replace the key.",
                        index,
                        key
                    )
                )
            case .excessLeadingZeros(let member):
                findings.append(
                    finding(.warning, "excess_zeros", "Its \(member) has leading zeros beyond 32 bytes.", index, key)
                )
            case .noKeyIdentifier:
                findings.append(
                    finding(.warning, "no_key_identifier", "It has no kid: no token can name it.", index, key)
                )
            }
        }
        if key.keyType == "RSA", let bits = modulusBits(entry), bits < leastModulusBits {
            findings.append(finding(.error, "weak_key", "The RSA modulus has only \(bits) bits.", index, key))
        }
        if key.isUsable, key.algorithm == nil {
            findings.append(finding(.warning, "no_algorithm", "The key does not say its alg.", index, key))
        }
        return findings
    }

    /// Entries that repeat an earlier one; those of other material are ambiguous and reported as unusable.
    private static func duplicates(of key: JWK, at index: Int, in keys: JWKSet) -> [Finding] {
        let earlier = keys.keys.prefix(index)
        if let identifier = key.keyIdentifier,
            earlier.contains(where: { $0.keyIdentifier == identifier && $0.material == key.material })
        {
            return [finding(.warning, "repeated_key", "The key was listed before.", index, key)]
        }
        if let thumbprint = key.thumbprint, earlier.contains(where: { $0.thumbprint == thumbprint }) {
            return [finding(.warning, "renamed_key", "The same key was listed before by another kid.", index, key)]
        }
        return []
    }

    private static func modulusBits(_ entry: JSONValue) -> Int? {
        guard let bytes = entry["n"]?.stringValue.flatMap({ Base64URL.decodeReference($0.utf8) }) else { return nil }
        let significant = bytes.drop { $0 == 0 }
        return significant.first.map { significant.count * 8 - $0.leadingZeroBitCount } ?? 0
    }

    private static func finding(
        _ severity: Finding.Severity,
        _ rule: String,
        _ message: String,
        _ index: Int? = nil,
        _ key: JWK? = nil
    ) -> Finding {
        Finding(
            severity: severity,
            rule: rule,
            keyIndex: index,
            keyIdentifier: key?.keyIdentifier.map { ForeignText.shown($0) },
            message: message
        )
    }
}
