/// What one thread needs to judge tokens: buffers and OpenSSL contexts, made once per thread and used again.
///
/// A validation is synchronous and calls nobody back, so the thread that took its context is the only one to use it.
final class ThreadContext {
    var reader = TokenReader()
    let reference = ES256ReferenceVerifier()
    /// `nil` where memory or the curve is missing; the reference engine then judges alone.
    let accelerated = ES256AcceleratedVerifier()

    /// What to remember of the signatures that wait in ``accelerated``, if they turn out good.
    var cacheEntries: [VerifiedTokenEntry]

    private init() {
        let empty = VerifiedTokenEntry()
        cacheEntries = Array(repeating: empty, count: ES256AcceleratedVerifier.capacity)
    }

    private static let threadLocal = ThreadLocal<ThreadContext>()

    /// The calling thread's context.
    @inline(__always)
    static var current: ThreadContext {
        threadLocal.value { ThreadContext() }
    }
}
