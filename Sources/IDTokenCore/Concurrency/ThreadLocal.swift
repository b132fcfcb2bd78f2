#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// One object per thread, made at its first use there and released when the thread ends.
///
/// A lookup takes a few nanoseconds and no lock.
@safe
struct ThreadLocal<Value: AnyObject>: Sendable {
    private let key: pthread_key_t

    init() {
        var key = pthread_key_t()
        let status = unsafe pthread_key_create(&key) { pointer in
            #if canImport(Darwin)
            unsafe Unmanaged<AnyObject>.fromOpaque(pointer).release()
            #else
            if let pointer = unsafe pointer { unsafe Unmanaged<AnyObject>.fromOpaque(pointer).release() }
            #endif
        }
        precondition(status == 0, "the system has no thread-local storage left")
        self.key = key
    }

    /// The calling thread's object.
    @inline(__always)
    func value(orMake make: () -> Value) -> Value {
        if let pointer = unsafe pthread_getspecific(key) {
            return unsafe Unmanaged<Value>.fromOpaque(pointer).takeUnretainedValue()
        }
        let value = make()
        unsafe pthread_setspecific(key, Unmanaged.passRetained(value).toOpaque())
        return value
    }
}
