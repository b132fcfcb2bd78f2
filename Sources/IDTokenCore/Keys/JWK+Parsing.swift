extension JWK {
    /// Reads one entry of a `keys` array. It never fails: what cannot be used says why.
    ///
    /// - Parameter reuse: finds an equal key of an earlier set by its coordinates, so that its table stays.
    init(_ entry: JSONValue, reusing reuse: (_ coordinates: [UInt8]) -> ES256PublicKey?) {
        keyIdentifier = entry["kid"]?.stringValue
        keyType = entry["kty"]?.stringValue
        algorithm = entry["alg"]?.stringValue
        use = entry["use"]?.stringValue
        curve = entry["crv"]?.stringValue

        var notes: [Note] = []
        if entry["kid"] == nil { notes.append(.noKeyIdentifier) }
        let point = Self.point(entry)
        notes += point?.notes ?? []
        if keyType != "oct" {
            // RFC 7518 §6.2.2, §6.3.2; RFC 8037 §2.
            notes += ["d", "p", "q", "dp", "dq", "qi", "oth"].filter { entry[$0] != nil }.map { .privateMember($0) }
        }
        self.notes = notes

        thumbprint = Self.thumbprint(entry, point: point).map { Base64URL.encode($0.bytes) }
        material = point.map { Array("EC ".utf8) + $0.x + $0.y } ?? Self.otherMaterial(entry)
        if let reason = Self.declaredUnusability(entry) {
            (unusability, publicKey) = (reason, nil)
        } else if let point {
            publicKey = reuse(point.x + point.y) ?? ES256PublicKey(x: point.x, y: point.y)
            unusability = publicKey == nil ? .notOnCurve : nil
        } else {
            let isXBad = entry["x"]?.stringValue.flatMap { Self.coordinate($0) } == nil
            (unusability, publicKey) = (.invalidCoordinate(member: isXBad ? "x" : "y"), nil)
        }
    }

    /// What the entry's members say against verifying ES256 by it, before its coordinates are looked at.
    private static func declaredUnusability(_ entry: JSONValue) -> Unusability? {
        guard entry.objectValue != nil else { return .notAnObject }
        guard !entry.hasDuplicateNames else { return .duplicateMember }
        for name in ["kty", "kid", "alg", "use", "crv", "x", "y"] {
            if let value = entry[name], value.stringValue == nil { return .wrongType(member: name) }
        }
        guard let type = entry["kty"]?.stringValue else { return .missing(member: "kty") }
        guard type == "EC" else { return .unsupportedKeyType(type) }
        guard let curve = entry["crv"]?.stringValue else { return .missing(member: "crv") }
        guard curve == "P-256" else { return .unsupportedCurve(curve) }
        if let algorithm = entry["alg"]?.stringValue, algorithm != SigningAlgorithm.es256.rawValue {
            return .otherAlgorithm(algorithm)
        }
        if let use = entry["use"]?.stringValue, use != "sig" { return .otherUse(use) }
        if let operations = entry["key_ops"] {
            let names = (operations.arrayValue ?? []).compactMap(\.stringValue)
            guard let elements = operations.arrayValue, names.count == elements.count else {
                return .wrongType(member: "key_ops")
            }
            guard names.contains("verify") else { return .otherOperations(names) }
        }
        for name in ["x", "y"] where entry[name] == nil { return .missing(member: name) }
        return nil
    }

    /// The two coordinates of an entry for P-256, if both can be read.
    private static func point(_ entry: JSONValue) -> (x: [UInt8], y: [UInt8], notes: [Note])? {
        guard entry["kty"] == .string("EC"), entry["crv"] == .string("P-256"),
            let x = entry["x"]?.stringValue.flatMap({ coordinate($0) }),
            let y = entry["y"]?.stringValue.flatMap({ coordinate($0) })
        else { return nil }
        let notes: [Note] = [("x", x), ("y", y)].filter(\.1.hasExcess).map { .excessLeadingZeros(member: $0.0) }
        return (x.bytes, y.bytes, notes)
    }

    /// A coordinate of exactly 32 bytes (RFC 7518 §6.2.1.2); more are accepted where the excess is leading zeros, which
    /// LINE has published.
    private static func coordinate(_ text: String) -> (bytes: [UInt8], hasExcess: Bool)? {
        let length = 32
        guard let bytes = Base64URL.decodeReference(text.utf8), bytes.count >= length,
            bytes.dropLast(length).allSatisfy({ $0 == 0 })
        else { return nil }
        return (Array(bytes.suffix(length)), bytes.count > length)
    }

    /// The digest of the required members in lexicographic order (RFC 7638 §3).
    private static func thumbprint(
        _ entry: JSONValue,
        point: (x: [UInt8], y: [UInt8], notes: [Note])?
    ) -> SHA256Digest? {
        let members: [(String, String?)]
        switch entry["kty"]?.stringValue {
        case "EC":
            members = [
                ("crv", entry["crv"]?.stringValue), ("kty", "EC"),
                ("x", point.map { Base64URL.encode($0.x) } ?? entry["x"]?.stringValue),
                ("y", point.map { Base64URL.encode($0.y) } ?? entry["y"]?.stringValue),
            ]
        case "RSA": members = [("e", entry["e"]?.stringValue), ("kty", "RSA"), ("n", entry["n"]?.stringValue)]
        case "OKP": members = [("crv", entry["crv"]?.stringValue), ("kty", "OKP"), ("x", entry["x"]?.stringValue)]
        default: return nil
        }
        var parts: [String] = []
        for (name, value) in members {
            // A value that would need escapes is no base64url and no registered name.
            guard let value, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else {
                return nil
            }
            parts.append("\"\(name)\":\"\(value)\"")
        }
        return SHA256Digest.of(Array("{\(parts.joined(separator: ","))}".utf8))
    }

    /// The material of an entry that is no readable P-256 key: all that is said of the key but its name and purpose.
    private static func otherMaterial(_ entry: JSONValue) -> [UInt8] {
        let others = (entry.objectValue ?? []).filter { !["kid", "use", "key_ops", "alg"].contains($0.name) }
        return Array(others.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "\n").utf8)
    }
}
