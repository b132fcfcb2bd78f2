internal import IDTokenCore

/// What a token says of itself, believed by nobody: as far as it can be read, also where a rule of syntax is broken.
struct PageContents: Encodable, Sendable {
    let header: Part?
    let claims: Part?
    /// The times that the claims name.
    let times: [Time]
    /// The length of the signature in bytes, if it can be read.
    let signatureBytes: Int?

    /// A header or a payload: its members or, if it is no JSON, its text.
    enum Part: Sendable {
        case value(JSONValue)
        case text(String)
    }

    /// A claim that is a time, in seconds since 1970.
    struct Time: Encodable, Sendable {
        let claim: String
        let seconds: Double
    }

    init(_ token: String, limits: InputLimits) {
        let segments = token.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        // What is too long for a judgement is too long to be looked at.
        let decoded =
            token.utf8.count > limits.maximumTokenBytes
            ? [] : segments.prefix(3).map { Base64URL.decodeReference($0.utf8) }
        header = Self.part(decoded.first ?? nil)
        claims = Self.part(decoded.dropFirst().first ?? nil)
        signatureBytes = decoded.count == 3 ? decoded[2]?.count : nil
        times = ["iat", "auth_time", "nbf", "exp"].compactMap { [claims] name in
            claims?.value?[name]?.doubleValue.map { Time(claim: name, seconds: $0) }
        }
        .filter { $0.seconds.isFinite }
    }

    /// `alg`, if it is a string.
    var algorithm: String? { header?.value?["alg"]?.stringValue }

    /// `kid`, if it is a string.
    var keyIdentifier: String? { header?.value?["kid"]?.stringValue }

    private static func part(_ bytes: [UInt8]?) -> Part? {
        guard let bytes, !bytes.isEmpty else { return nil }
        guard let value = try? JSONValue(parsing: bytes) else { return .text(String(decoding: bytes, as: UTF8.self)) }
        return .value(value)
    }
}

extension PageContents.Part: Encodable {
    fileprivate var value: JSONValue? {
        if case .value(let value) = self { value } else { nil }
    }

    private enum Key: CodingKey {
        case value, text
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .value(let value): try container.encode(PageValue(value), forKey: .value)
        case .text(let text): try container.encode(text, forKey: .text)
        }
    }
}
