extension HTTPAnswer {
    /// What the header says of how long the answer holds (RFC 9111 §4.2 and §5.2.2).
    var freshness: KeySetFreshness {
        KeySetFreshness(
            version: KeySetVersion(entityTag: short(self["etag"]), lastModified: short(self["last-modified"])),
            lifetime: lifetime,
            age: .seconds(age)
        )
    }

    /// How long the endpoint asks to be left alone (RFC 9110 §10.2.3).
    var retryAfter: Duration? {
        guard let value = self["retry-after"] else { return nil }
        if let seconds = Self.deltaSeconds(value) { return .seconds(seconds) }
        guard let date = HTTPDate.seconds(value), let now = self["date"].flatMap({ HTTPDate.seconds($0) }) else {
            return nil
        }
        return .seconds(max(0, date - now))
    }

    /// What the caches on the way say (RFC 9111 §5.1); of several values the oldest counts.
    private var age: Int {
        (self["age"] ?? "").split(separator: ",").compactMap { Self.deltaSeconds($0) }.max() ?? 0
    }

    private var lifetime: Duration? {
        guard let control = self["cache-control"] else { return expiresIn }
        var maximumAge: Int?
        for directive in control.split(separator: ",") {
            let parts = directive.split(separator: "=", maxSplits: 1)
            let name = Self.trimmed(parts.first ?? "").lowercased()
            switch name {
            case "no-store", "no-cache": return .zero
            case "max-age":
                // RFC 9111 §4.2.1: of several or malformed values the most careful reading counts.
                let seconds = parts.count == 2 ? Self.deltaSeconds(Self.trimmed(parts[1])) ?? 0 : 0
                maximumAge = min(maximumAge ?? seconds, seconds)
            default: break
            }
        }
        return maximumAge.map { .seconds($0) } ?? expiresIn
    }

    /// The lifetime by `Expires`, counted from the server's own clock; an invalid date means "already expired".
    private var expiresIn: Duration? {
        guard let value = self["expires"] else { return nil }
        guard let expires = HTTPDate.seconds(value) else { return .zero }
        guard let date = self["date"].flatMap({ HTTPDate.seconds($0) }) else { return nil }
        return .seconds(max(0, expires - date))
    }

    /// A number of seconds (RFC 9111 §1.2.2): digits alone, at most 2^31, which stands for anything larger.
    private static func deltaSeconds(_ text: some StringProtocol) -> Int? {
        let digits = trimmed(text).trimmingQuotes
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return min(Int(digits) ?? .max, 1 << 31)
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    /// A validator that will be sent back, if it is of a reasonable length and cannot break a header field.
    private func short(_ value: String?) -> String? {
        guard let value, value.utf8.count <= 512, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
        return value
    }
}

extension String {
    /// The text without one pair of quotation marks around it.
    fileprivate var trimmingQuotes: String {
        count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
