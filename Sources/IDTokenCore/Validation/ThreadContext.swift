/// What one thread needs to judge tokens: buffers and OpenSSL contexts, made once per thread and used again.
///
/// A validation is synchronous and calls nobody back, so the thread that took its context is the only one to use it.
final class ThreadContext {
    var reader = TokenReader()
    let reference = ES256ReferenceVerifier()
    /// `nil` where memory or the curve is missing; the reference engine then judges alone.
    let accelerated = ES256AcceleratedVerifier()

    private init() {}

    private static let threadLocal = ThreadLocal<ThreadContext>()

    /// The calling thread's context.
    @inline(__always)
    static var current: ThreadContext {
        threadLocal.value { ThreadContext() }
    }
}
