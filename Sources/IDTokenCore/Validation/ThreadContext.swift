internal import Synchronization

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

    private static let threadLocal = ThreadLocal<ThreadContext>(whenThreadEnds: keepForLater)
    private static let spares = Spares()

    /// The calling thread's context.
    @inline(__always)
    static var current: ThreadContext {
        threadLocal.value { spares.take() ?? ThreadContext() }
    }

    private static let keepForLater: @Sendable @convention(c) (UnsafeMutableRawPointer?) -> Void = { pointer in
        guard let pointer = unsafe pointer else { return }
        spares.keep(unsafe Unmanaged<ThreadContext>.fromOpaque(pointer).takeRetainedValue())
    }

    /// The contexts of threads that have ended, for threads to come: a batch starts threads at every call, and making a
    /// context takes some 200 allocations in OpenSSL.
    private final class Spares: Sendable {
        /// One context has about 150 KB; more threads than this rarely end at once.
        private static let maximumCount = 16

        // Safe: a context in the list belongs to no thread, and is in it once.
        private let contexts = Mutex<[Spare]>([])

        private struct Spare: @unchecked Sendable {
            let context: ThreadContext
        }

        func keep(_ context: ThreadContext) {
            let spare = Spare(context: context)
            contexts.withLock { contexts in
                if contexts.count < Self.maximumCount { contexts.append(spare) }
            }
        }

        func take() -> ThreadContext? {
            contexts.withLock { $0.popLast() }?.context
        }
    }
}
