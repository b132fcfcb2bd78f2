/// Which texts a caller expects of one token, beyond the policy. The texts themselves travel beside it, because a borrowed
/// span cannot be stored; an expected text may be empty, and then matches nothing.
struct Expectations: Sendable {
    var nonce: Bool
    var subject: Bool
}
