internal import IDTokenCore

/// The bytes of a key set as they came, and whose they are.
struct KeySetBytes {
    let content: [UInt8]
    /// What messages call it.
    let name: String
    /// The status to end with if they are none: a file is for the operator to mend, an endpoint may do better later.
    let failureStatus: ExitStatus

    /// Parses them.
    func parsed() throws(CommandFailure) -> JWKSet {
        do {
            return try JWKSet(parsing: content)
        } catch {
            throw failure(error)
        }
    }

    /// What to say of bytes that are no JWK Set.
    func failure(_ error: IDTokenError) -> CommandFailure {
        CommandFailure(status: failureStatus, message: "\(name) is no JWK Set: \(Phrase.of(error.message))")
    }
}
