#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One object per thread, made at its first use there and handed on when the thread ends.
///
/// A lookup takes a few nanoseconds and no lock.
@safe
struct ThreadLocal<Value: AnyObject>: Sendable {
    /// Is given a thread's object, retained once, when the thread ends.
    typealias EndOfThread = @Sendable @convention(c) (UnsafeMutableRawPointer?) -> Void

    private let key: pthread_key_t

    /// Makes a place for one object per thread.
    ///
    /// - Parameter whenThreadEnds: Is given the object, retained once, when its thread ends.
    init(whenThreadEnds: @escaping EndOfThread) {
        var key = pthread_key_t()
        #if canImport(Darwin)
            let status = unsafe pthread_key_create(&key) { whenThreadEnds($0) }
        #else
            let status = unsafe pthread_key_create(&key, whenThreadEnds)
        #endif
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
