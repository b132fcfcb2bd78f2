internal import IDTokenCore

/// What a run judges by: a validator, and where its key set comes from if that is no file.
struct RunKeys {
    let validator: IDTokenValidator
    /// The key set from a URL.
    var remote: RunKeySet?
    /// The key set of another time.
    var past: PastKeySet?
    /// Whether the key set was read from standard input, where no tokens can come from then.
    var usesStandardInput = false

    /// Gets the key set, if it is not there yet.
    ///
    /// - Returns: Whether there is one; if not, the reason was said on standard error.
    /// - Throws: ``CommandFailure`` if nothing that is there can be relied on.
    func start() throws(CommandFailure) -> Bool {
        if let remote { return remote.start() }
        return try past?.isKnown() ?? true
    }
}
