#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A thread of the operating system, for work that would otherwise hold up a caller or leave cores idle.
///
/// The cooperative pool of Swift concurrency is not used: a validation never suspends, and a blocking wait for tasks
/// of the same pool could starve it.
@safe
package struct WorkerThread {
    private let handle: pthread_t

    /// Starts a thread that runs `body` once, or returns `nil` if the system grants no thread.
    package init?(_ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var handle: pthread_t?
            let status = unsafe pthread_create(
                &handle,
                nil,
                { argument in
                    unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                },
                box.toOpaque()
            )
            guard status == 0, let handle = unsafe handle else {
                unsafe box.release()
                return nil
            }
        #else
            var handle = pthread_t()
            let status = unsafe pthread_create(
                &handle,
                nil,
                { argument in
                    if let argument = unsafe argument {
                        unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                    }
                    return nil
                },
                box.toOpaque()
            )
            guard status == 0 else {
                unsafe box.release()
                return nil
            }
        #endif
        self.handle = handle
    }

    /// Waits until the thread has ended. Must be called once, unless ``detach()`` is.
    package func join() {
        pthread_join(handle, nil)
    }

    /// Lets the thread end by itself.
    func detach() {
        pthread_detach(handle)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
