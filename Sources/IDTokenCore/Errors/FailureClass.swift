/// Who has to act on a failure.
///
/// A server answers ``token`` with 401, ``keys`` with 503 and a `Retry-After`, and never starts with ``policy``.
public enum FailureClass: String, Sendable, CaseIterable {
    /// The caller's token is bad; another token may be good.
    case token
    /// Nobody's token can be judged now, because the keys are missing or too old.
    case keys
    /// The validator was configured with something that cannot be used.
    case policy
}
