public import Foundation
public import IDTokenCore

extension ValidatedIDToken {
    /// Decodes the claims into a type of the caller's own.
    ///
    /// Repeated member names have been refused before, so that Foundation's choice between them cannot matter.
    ///
    /// - Throws: Whatever the decoder throws, where the claims do not fit the type.
    public func decodeClaims<Claims: Decodable>(
        as type: Claims.Type = Claims.self,
        decoder: JSONDecoder = JSONDecoder()
    ) throws -> Claims {
        try decoder.decode(type, from: Data(payload))
    }
}
