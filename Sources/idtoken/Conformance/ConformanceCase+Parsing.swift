internal import IDTokenCore

extension ConformanceCase {
    /// Why a line is no case.
    struct ParsingError: Error {
        let reason: String
    }

    /// Reads one line.
    ///
    /// What a case says wrongly about its keys or its policy is left for the judgement; what is missing or has the
    /// wrong JSON type makes it no case.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - group: The group of a case that names none.
    init(parsing line: [UInt8], group: String) throws(ParsingError) {
        guard let value = try? JSONValue(parsing: line), let members = value.objectValue else {
            throw ParsingError(reason: "it is no JSON object")
        }
        guard Set(members.map(\.name)).count == members.count else {
            throw ParsingError(reason: "it names a member twice")
        }
        identifier = try value.requiredText("id")
        self.group = try value.text("group") ?? group
        guard let expectation = Expectation(rawValue: try value.requiredText("expect")) else {
            throw ParsingError(reason: "its expect is neither valid nor invalid nor either")
        }
        self.expectation = expectation
        reasons = try value["reasons"].map { reasons throws(ParsingError) in try reasons.texts("reasons") } ?? []
        if value["token"] != nil {
            subject = .token(try TokenSubject(value))
        } else if let jws = try value.text("jws") {
            subject = .jws(jws, key: try Self.key(value))
        } else if value["signature_hex"] != nil {
            guard let algorithm = SigningAlgorithm(rawValue: try value.requiredText("alg")) else {
                throw ParsingError(reason: "its alg is neither ES256 nor HS256")
            }
            subject = .signature(
                try value.bytes("signature_hex"),
                message: try value.bytes("message_hex"),
                algorithm,
                key: try Self.key(value)
            )
        } else {
            throw ParsingError(reason: "it has neither token nor jws nor signature_hex")
        }
    }

    private static func key(_ value: JSONValue) throws(ParsingError) -> KeySource {
        if value["secret_hex"] != nil { return .secret(try value.bytes("secret_hex")) }
        guard let jwk = value["jwk"] else { throw ParsingError(reason: "it has neither jwk nor secret_hex") }
        guard jwk["kty"] == .string("oct") else { return .jwk(jwk) }
        // A key that is no base64url is as good as none, and none is refused.
        return .secret(jwk["k"]?.stringValue.flatMap { Base64URL.decodeReference($0.utf8) } ?? [])
    }
}

extension ConformanceCase.TokenSubject {
    fileprivate init(_ value: JSONValue) throws(ConformanceCase.ParsingError) {
        token = try value.requiredText("token")
        keySet = value["keys"].map { keys in
            var text = OutputBuffer()
            text.append(keys)
            return text.bytes
        }
        secret = try value.text("secret")
        guard keySet != nil || secret != nil else {
            throw ConformanceCase.ParsingError(reason: "it has neither keys nor secret")
        }
        issuer = try value.requiredText("issuer")
        guard let audience = value["audience"] else { throw ConformanceCase.ParsingError(reason: "it has no audience") }
        audiences = if let only = audience.stringValue { [only] } else { try audience.texts("audience") }
        nonce = try value.text("nonce")
        subject = try value.text("subject")
        leeway = try value.integer("leeway") ?? 0
        maximumAge = try value.integer("max_age")
        guard case .number(let spelling) = value["now"], let now = TimeArgument(argument: spelling) else {
            throw ConformanceCase.ParsingError(reason: "its now is missing or no time")
        }
        self.now = now.date
    }
}

extension JSONValue {
    fileprivate func text(_ name: String) throws(ConformanceCase.ParsingError) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.stringValue else {
            throw ConformanceCase.ParsingError(reason: "its \(name) is no string")
        }
        return text
    }

    fileprivate func requiredText(_ name: String) throws(ConformanceCase.ParsingError) -> String {
        guard let text = try text(name) else { throw ConformanceCase.ParsingError(reason: "it has no \(name)") }
        return text
    }

    fileprivate func texts(_ name: String) throws(ConformanceCase.ParsingError) -> [String] {
        let texts = (arrayValue ?? []).compactMap(\.stringValue)
        guard let arrayValue, texts.count == arrayValue.count else {
            throw ConformanceCase.ParsingError(reason: "its \(name) is no array of strings")
        }
        return texts
    }

    fileprivate func integer(_ name: String) throws(ConformanceCase.ParsingError) -> Int? {
        guard let value = self[name] else { return nil }
        guard let integer = value.integerValue else {
            throw ConformanceCase.ParsingError(reason: "its \(name) is no whole number")
        }
        return integer
    }

    fileprivate func bytes(_ name: String) throws(ConformanceCase.ParsingError) -> [UInt8] {
        let digits = Array(try requiredText(name).utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { index in
            digits[index].hexadecimalValue.flatMap { high in digits[index + 1].hexadecimalValue.map { high << 4 | $0 } }
        }
        guard digits.count.isMultiple(of: 2), bytes.count == digits.count / 2 else {
            throw ConformanceCase.ParsingError(reason: "its \(name) is not hexadecimal")
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
