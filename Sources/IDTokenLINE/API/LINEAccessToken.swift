/// The text of an access token, which is opaque: only LINE can say what it is worth.
///
/// Neither its description nor a dump shows it.
public struct LINEAccessToken: Sendable, CustomStringConvertible, CustomReflectable {
    let text: String

    /// The most characters; LINE's have some hundred.
    public static let maximumLength = 4096

    /// Takes a text that can be sent as a bearer token (RFC 6750 §2.1): letters, digits, `-._~+/`, and `=` at the end.
    /// Anything else could end the header field that it is sent in.
    ///
    /// - Throws: ``LINEAPIError`` with ``LINEAPIError/Code/malformedAccessToken``.
    public init(_ text: String) throws(LINEAPIError) {
        let padding = text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let body = text.utf8.dropLast(padding)
        guard !body.isEmpty, text.utf8.count <= Self.maximumLength, body.allSatisfy(Self.isAllowed) else {
            throw LINEAPIError(.malformedAccessToken, "The text cannot be an access token.")
        }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default:
            false
        }
    }

    /// Says that it is one, and not which.
    public var description: String { "LINEAccessToken" }

    /// Shows nothing to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
