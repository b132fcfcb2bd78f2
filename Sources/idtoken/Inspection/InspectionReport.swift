internal import IDTokenCore

/// Header, claims and times of a token that nobody has verified, as text that cannot be taken for anything else.
struct InspectionReport {
    let bytes: [UInt8]

    init(_ token: UnverifiedIDToken, now: NumericDate, showsColour: Bool) {
        let (warn, plain) = showsColour ? ("\u{1B}[1;31m", "\u{1B}[0m") : ("", "")
        var output = OutputBuffer()
        output.append(
            "\(warn)UNVERIFIED: anybody can write a token that says this. Nothing below was checked.\(plain)\n"
        )
        output.append("\nHeader\n  ")
        output.append(token.header, indent: 2)
        output.append("\n\nClaims\n  ")
        output.append(token.claims, indent: 2)
        output.append("\n\nTimes, seen from \(now.rfc3339)\n")
        output.append(Self.times(token.claims, now))
        let bits = token.signatureByteCount == 1 ? "1 byte" : "\(token.signatureByteCount) bytes"
        output.append("\nSignature\n  \(bits), not verified\n")
        output.append("\n\(warn)UNVERIFIED: judge this token with idtoken validate before you believe it.\(plain)\n")
        bytes = output.bytes
    }

    private static func times(_ claims: JSONValue, _ now: NumericDate) -> String {
        var table = TextTable()
        for name in ["iat", "auth_time", "nbf", "exp"] {
            guard let value = claims[name] else { continue }
            guard let date = date(value) else {
                table.append(["  \(name)", "is no time"])
                continue
            }
            table.append(["  \(name)", date.rfc3339, words(name, date, now)])
        }
        return table.text
    }

    private static func words(_ name: String, _ date: NumericDate, _ now: NumericDate) -> String {
        let distance = date.inWords(from: now)
        return switch name {
        case "exp": date <= now ? "expired \(distance)" : "expires \(distance)"
        case "nbf": date > now ? "\(distance): not valid before" : distance
        default: date > now ? "\(distance): in the future" : distance
        }
    }

    /// A NumericDate to the second, within the range that a validation accepts.
    private static func date(_ value: JSONValue) -> NumericDate? {
        guard let number = value.doubleValue, number >= 0, number <= Double(NumericDate.maximumSeconds) else {
            return nil
        }
        return NumericDate(seconds: Int64(number))
    }
}
