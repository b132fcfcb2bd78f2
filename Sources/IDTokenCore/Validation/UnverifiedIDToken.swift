/// What a token says of itself, with no word of it verified.
///
/// For routing by issuer and for looking at a token that was refused. Anybody can write such a token: nothing in it may
/// decide who a user is. It has another type than ``ValidatedIDToken`` so that the two cannot be confused.
public struct UnverifiedIDToken: Sendable {
    /// The protected header as a JSON object.
    public let header: JSONValue
    /// The claims as a JSON object.
    public let claims: JSONValue
    /// The header's bytes, decoded from base64url.
    public let headerBytes: [UInt8]
    /// The payload's bytes, decoded from base64url.
    public let payloadBytes: [UInt8]
    /// The length of the signature in bytes.
    public let signatureByteCount: Int

    /// Takes a token apart by the same strict rules as a validation: size, segments, base64url, JSON, repeated names.
    ///
    /// - Parameters:
    ///   - token: The compact serialization, exactly as received.
    ///   - limits: The bounds on the input; a size beyond ``InputLimits/largestTokenBytes`` counts as that.
    /// - Throws: ``IDTokenError`` with the code of the first of these rules that fails. Nothing else is judged.
    public init(parsing token: String, limits: InputLimits = InputLimits()) throws(IDTokenError) {
        try self.init(parsing: token.utf8.span, limits: limits)
    }

    /// Takes a token apart; see ``init(parsing:limits:)-(String,_)``.
    public init(parsing token: [UInt8], limits: InputLimits = InputLimits()) throws(IDTokenError) {
        try self.init(parsing: token.span, limits: limits)
    }

    /// Takes a token apart; see ``init(parsing:limits:)-(String,_)``.
    public init(parsing token: Span<UInt8>, limits: InputLimits = InputLimits()) throws(IDTokenError) {
        var reader = TokenReader()
        var limits = limits
        // A validator refuses such limits; here nobody has looked at them, and places in a token are 32 bits wide.
        limits.maximumTokenBytes = min(limits.maximumTokenBytes, InputLimits.largestTokenBytes)
        do {
            _ = try reader.read(token.octets, maximumBytes: limits.maximumTokenBytes)
        } catch {
            throw IDTokenError(syntax: error, limits: limits)
        }
        headerBytes = reader.headerText.extracting(first: reader.headerCount).copiedBytes
        payloadBytes = reader.payloadText.extracting(first: reader.payloadCount).copiedBytes
        signatureByteCount = reader.signatureCount
        header = (try? JSONValue(parsing: headerBytes)) ?? .null
        claims = (try? JSONValue(parsing: payloadBytes)) ?? .null
    }
}
