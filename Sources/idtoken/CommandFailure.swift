/// How a run ended, as scripts see it.
///
/// Thrown by a command that has already said all there is to say.
enum ExitStatus: Int32, Error {
    /// Every token is valid, every case passed, nothing was found.
    case success = 0
    /// At least one token was rejected, a case failed, or a finding was reported.
    case rejected = 1
    /// A flag, the policy, a key set or a secret cannot be used.
    case usage = 2
    /// No key set can be had, or the input cannot be read.
    case unavailable = 3

    /// The status to exit with where both apply: what the operator has to mend comes before what a token's sender has.
    func combined(with other: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.usage, .unavailable, .rejected]
        return order.first { $0 == self || $0 == other } ?? .success
    }
}

/// What ended a command before its time, in one line that says what to do.
///
/// The message never holds a token, a secret or an expected nonce: it is made of texts of this program, of names of
/// files and of ``IDTokenError``s.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String

    /// A flag, the policy or the keys cannot be used.
    static func usage(_ message: String) -> CommandFailure {
        CommandFailure(status: .usage, message: message)
    }

    /// The input cannot be read, or the output not written.
    static func unavailable(_ message: String) -> CommandFailure {
        CommandFailure(status: .unavailable, message: message)
    }
}
