internal import ArgumentParser
internal import IDTokenCore

/// A point in time on the command line: seconds since 1970, or a date and time as RFC 3339 writes it.
struct TimeArgument: ExpressibleByArgument, Sendable {
    let date: NumericDate

    init?(argument: String) {
        guard let date = Self.unix(argument) ?? NumericDate(rfc3339: argument) else { return nil }
        self.date = date
    }

    /// Reads whole seconds with up to nine decimals.
    private static func unix(_ text: String) -> NumericDate? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, isDigits(whole), let seconds = Int64(whole),
            seconds <= NumericDate.maximumSeconds
        else { return nil }
        guard parts.count == 2 else { return NumericDate(seconds: seconds) }
        guard let nanoseconds = RFC3339.nanoseconds(parts[1]) else { return nil }
        return NumericDate(seconds: seconds, nanoseconds: nanoseconds)
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
