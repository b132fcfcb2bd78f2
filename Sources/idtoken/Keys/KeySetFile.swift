internal import IDTokenCore

/// A JWK Set in a file, or on standard input.
struct KeySetFile {
    /// The most bytes of a key set; one of a thousand keys has some 300 KB.
    static let maximumBytes = 8_388_608

    let path: String

    /// Reads and parses it.
    ///
    /// - Throws: ``CommandFailure`` with ``ExitStatus/usage``: a file that was named is the operator's to mend.
    func load() throws(CommandFailure) -> JWKSet {
        try KeySetBytes(content: read(), name: ShownName.path(path), failureStatus: .usage).parsed()
    }

    /// Reads it.
    func read() throws(CommandFailure) -> [UInt8] {
        do {
            return try FileInput(path: path).readAll(limit: Self.maximumBytes)
        } catch {
            throw .usage("the key set \(ShownName.path(path)) cannot be read: \(error)")
        }
    }
}
