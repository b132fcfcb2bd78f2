internal import IDTokenCore

/// Where a key set comes from: a file, or whatever else can be named on the command line.
protocol KeySetSource {
    /// Gets the key set.
    ///
    /// - Throws: ``CommandFailure`` with ``ExitStatus/usage`` where the operator has to mend something, and with
    ///   ``ExitStatus/unavailable`` where a later attempt may do better.
    func load() throws(CommandFailure) -> JWKSet
}

/// Reads what `--jwks` names.
enum KeySetArgument {
    static func source(_ argument: String) throws(CommandFailure) -> any KeySetSource {
        guard !argument.contains("://") else {
            throw .usage("a key set cannot be fetched from a URL by this version: save it to a file and name that")
        }
        return KeySetFile(path: argument)
    }
}

/// A JWK Set in a file.
struct KeySetFile: KeySetSource {
    /// The most bytes of a key set; one of a thousand keys has some 300 KB.
    static let maximumBytes = 8_388_608

    let path: String

    func load() throws(CommandFailure) -> JWKSet {
        let bytes = try read()
        do {
            return try JWKSet(parsing: bytes)
        } catch {
            let reason = error.message.prefix(1).lowercased() + error.message.dropFirst()
            throw .usage("\(ShownName.path(path)) is no JWK Set: \(reason)")
        }
    }

    private func read() throws(CommandFailure) -> [UInt8] {
        do {
            return try FileInput(path: path).readAll(limit: Self.maximumBytes)
        } catch {
            throw .usage("the key set \(ShownName.path(path)) cannot be read: \(error)")
        }
    }
}
