import IDTokenCore
import IDTokenTesting

/// A key set and some hundreds of tokens as a LINE Login backend meets them in a day, for the command line.
struct LINESample {
    /// What a token is, and what becomes of it.
    struct Sample {
        let kind: String
        /// The code of its refusal, or `nil` if it is accepted.
        let code: ReasonCode?
        let token: String
    }

    private static let now = TokenDraft.now
    private static let rsaName = "7f3a1c5e-rsa"

    /// The keys that sign, each under a name of 64 hexadecimal digits.
    private let keys: [TestSigningKey]
    /// The tokens in the order of the file.
    let samples: [Sample]

    init() {
        let keys = (0..<19).map { FixedKeys.key("line-sample/\($0)") }
        self.keys = keys
        var made: [Sample] = []
        for (kind, code, count, change) in Self.kinds(keys) {
            for index in 0..<count {
                var draft = TokenDraft()
                let number = made.count
                draft.sign(by: .es256(keys[number % keys.count]))
                draft.claims["sub"] = .string("U" + hexadecimal(FixedKeys.filler("user/\(number)", count: 16)))
                draft.claims["name"] = .string(["Taro Line", "線 花子", "Brown", "Cony"][number % 4])
                draft.number("iat", Self.now - Int64(60 + number * 7 % 3_000))
                draft.number("exp", Self.now + Int64(3_540 - number * 7 % 3_000))
                if number % 3 != 0 {
                    draft.claims["nonce"] = .string(Base64URL.encode(FixedKeys.filler("nonce/\(number)", count: 32)))
                }
                change(&draft, index)
                made.append(Sample(kind: kind, code: code, token: draft.compact))
            }
        }
        // Mixed, and the same way every time.
        samples = made.enumerated()
            .sorted { Self.place($0.offset).lexicographicallyPrecedes(Self.place($1.offset)) }
            .map(\.element)
    }

    private static func place(_ index: Int) -> [UInt8] {
        FixedKeys.filler("place/\(index)", count: 32)
    }

    private typealias Kind = (kind: String, code: ReasonCode?, count: Int, change: (inout TokenDraft, Int) -> Void)

    private static func kinds(_ keys: [TestSigningKey]) -> [Kind] {
        [
            ("good", nil, 280, { _, _ in }),
            (
                "expired, but within the leeway of 300 s", nil, 10,
                { draft, index in
                    draft.number("iat", now - 3_610 - Int64(index))
                    draft.number("exp", now - 10 - Int64(index))
                }
            ),
            (
                "issued up to 300 s ahead of our clock", nil, 10,
                { draft, index in
                    draft.number("iat", now + 291 + Int64(index))
                    draft.number("exp", now + 3_891 + Int64(index))
                }
            ),
            (
                "expired", .expired, 60,
                { draft, index in
                    draft.number("iat", now - 3_900 - Int64(index * index * 400))
                    draft.number("exp", now - 300 - Int64(index * index * 400))
                }
            ),
            (
                "of another channel", .audienceMismatch, 24,
                { draft, index in
                    draft.claims["aud"] = .string(index % 2 == 0 ? "9876543210" : "1234567890-abcdefgh")
                }
            ),
            (
                "forged: signed by a key that is not LINE's", .invalidSignature, 20,
                { draft, _ in
                    draft.forge(by: FixedKeys.attacker)
                }
            ),
            (
                "forged: the subject changed behind the signature", .invalidSignature, 10,
                { draft, _ in
                    let signature = draft.signature
                    draft.claims["sub"] = .string("Uffffffffffffffffffffffffffffffff")
                    draft.replaceSignature(signature)
                }
            ),
            ("cut short", .invalidSignature, 4, { draft, _ in draft.token = String(draft.compact.dropLast(10)) }),
            (
                "of a key that is not in the set", .unknownKey, 12,
                { draft, index in
                    draft.sign(by: .es256(FixedKeys.key("line-sample/withdrawn/\(index % 2)")))
                }
            ),
            ("naming the RSA key", .keyMismatch, 3, { draft, _ in draft.header["kid"] = .string(rsaName) }),
            (
                "of web login (HS256)", .unsupportedAlgorithm, 12,
                { draft, _ in draft.sign(by: .hs256(FixedKeys.secret)) }
            ),
            (
                "unsigned (alg none)", .unsupportedAlgorithm, 4,
                { draft, _ in
                    draft.header["alg"] = .string("none")
                    draft.replaceSignature([0])
                }
            ),
            (
                "of another issuer", .issuerMismatch, 4,
                { draft, _ in
                    draft.claims["iss"] = .string("https://access.line.me.attacker.example")
                }
            ),
            (
                "issued too far ahead of our clock", .notYetValid, 4,
                { draft, index in
                    draft.number("iat", now + 301 + Int64(index))
                    draft.number("exp", now + 3_901 + Int64(index))
                }
            ),
            ("without sub", .missingClaim, 2, { draft, _ in draft.claims["sub"] = nil }),
            ("with exp as a string", .invalidClaim, 2, { draft, _ in draft.claims["exp"] = .string("1767229200") }),
            ("naming aud twice", .duplicateMember, 2, { draft, _ in draft.appendToPayload(#""aud":"9876543210""#) }),
            (
                "an access token of JWT form (at+jwt)", .unexpectedType, 2,
                { draft, _ in
                    draft.header["typ"] = .string("at+jwt")
                }
            ),
            (
                "with a critical extension", .criticalHeader, 1,
                { draft, _ in
                    draft.header["crit"] = .array([.string("exp")])
                }
            ),
            ("padded", .invalidBase64URL, 3, { draft, _ in draft.token = draft.compact + "==" }),
            (
                "the words null and undefined", .malformedToken, 4,
                { draft, index in
                    draft.token = index % 2 == 0 ? "null" : "undefined"
                }
            ),
        ]
    }

    // MARK: Files

    var files: [GeneratedFile] {
        [
            GeneratedFile(path: "line/jwks.json", text: keySet),
            GeneratedFile(path: "line/tokens.txt", text: samples.map { $0.token + "\n" }.joined()),
            GeneratedFile(
                path: "line/expected.txt",
                text: samples.map { ($0.code?.rawValue ?? "valid") + "\n" }.joined()
            ),
            GeneratedFile(path: "line/channel-secret.txt", text: FixedKeys.secret + "\n"),
            GeneratedFile(path: "line/README.md", text: readme),
        ]
    }

    /// The set, an entry a line: an RSA key among the others, and one x with the zero byte that LINE has published.
    private var keySet: String {
        var entries = keys.enumerated().map { index, key in
            var entry = key.publicJWK
            if index == 4 { entry["x"] = .string(Base64URL.encode([0] + key.x)) }
            entry["xvalue"] = .number(Self.decimal(key.x))
            entry["yvalue"] = .number(Self.decimal(key.y))
            return entry
        }
        var rsa = FixedKeys.other(.rsa, named: Self.rsaName)
        rsa["alg"] = .string("RS256")
        rsa["use"] = .string("sig")
        entries.insert(rsa, at: 11)
        return "{\"keys\":[\n" + entries.map(\.text).joined(separator: ",\n") + "\n]}\n"
    }

    /// Bytes, the most significant first, as a decimal number.
    private static func decimal(_ bytes: [UInt8]) -> String {
        var digits: [Int] = [0]
        for byte in bytes {
            var carry = Int(byte)
            for index in digits.indices {
                carry += digits[index] * 256
                digits[index] = carry % 10
                carry /= 10
            }
            while carry > 0 {
                digits.append(carry % 10)
                carry /= 10
            }
        }
        return digits.reversed().map(String.init).joined()
    }

    private var readme: String {
        let good = samples.filter { $0.code == nil }.count
        let web = samples.filter { $0.kind == "of web login (HS256)" }.count
        let codes = ReasonCode.allCodes.compactMap { code -> String? in
            let found = samples.filter { $0.code == code }
            guard !found.isEmpty else { return nil }
            let kinds = found.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            let parts = kinds.sorted().map { kind in "\(kind) (\(found.filter { $0.kind == kind }.count))" }
            return "| `\(code)` | \(found.count) | \(parts.joined(separator: "; ")) |"
        }
        return """
            # A day at a LINE Login backend

            \(samples.count) tokens as a backend of the channel 1234567890 could meet them on 2026-01-01T00:00:00Z. Keys,
            secret and users were made for tests.

            ```
            idtoken validate --provider line --channel-id 1234567890 --jwks testvectors/line/jwks.json \\
                --at 1767225600 --input testvectors/line/tokens.txt
            ```

            | file | what it is |
            |---|---|
            | `jwks.json` | a key set of the shape of LINE's: \(keys.count) EC keys and one RSA key; members that no standard knows (`xvalue`, `yvalue`); one `x` of 33 bytes, the first one zero |
            | `tokens.txt` | the tokens, one a line |
            | `expected.txt` | what becomes of each, line by line: `valid` or the code of its refusal |
            | `channel-secret.txt` | the channel secret, by which the tokens of web login are signed |

            With the command above, whose leeway is the 300 seconds of LINE's SDKs, \(good) are valid and
            \(samples.count - good) are rejected:

            | code | tokens | which |
            |---|---:|---|
            \(codes.joined(separator: "\n"))

            With `--secret-file testvectors/line/channel-secret.txt` as well, the \(web) tokens of web login are valid too:
            \(good + web) valid, \(samples.count - good - web) rejected.

            """
    }
}
