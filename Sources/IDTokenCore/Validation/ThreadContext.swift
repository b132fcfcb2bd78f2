/// What one thread needs to judge tokens: buffers and OpenSSL contexts, made once per thread and used again.
///
/// A validation is synchronous and calls nobody back, so the thread that took its context is the only one to use it.
final class ThreadContext {
    var reader = TokenReader()
    let reference = ES256ReferenceVerifier()
    /// `nil` where memory or the curve is missing; the reference engine then judges alone.
    let accelerated = ES256AcceleratedVerifier()

    /// What the signatures that wait in ``accelerated`` are to be remembered with, if they turn out good.
    var cacheBindings: [VerifiedTokenBinding]

    private init() {
        let empty = VerifiedTokenBinding()
        cacheBindings = Array(repeating: empty, count: ES256AcceleratedVerifier.capacity)
    }

    private static let threadLocal = unsafe ThreadLocal<ThreadContext>(whenThreadEnds: keepForLater)
    private static let spares = SpareObjects<ThreadContext>()

    /// The calling thread's context, maybe that of a thread that has ended: a batch starts threads at every call, and
    /// making a context takes some 200 allocations in OpenSSL.
    @inline(__always)
    static var current: ThreadContext {
        threadLocal.value { spares.take() ?? ThreadContext() }
    }

    private static let keepForLater: ThreadLocal<ThreadContext>.EndOfThread = { pointer in
        guard let pointer = unsafe pointer else { return }
        spares.keep(unsafe Unmanaged<ThreadContext>.fromOpaque(pointer).takeRetainedValue())
    }
}
