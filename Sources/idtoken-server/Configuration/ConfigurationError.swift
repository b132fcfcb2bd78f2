/// Why the server cannot start, in one line that says what to mend. It never holds a secret.
struct ConfigurationError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
