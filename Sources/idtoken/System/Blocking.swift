/// Waiting on a thread for what is asynchronous.
enum Blocking {
    /// Runs an operation and blocks the calling thread until it has ended. The thread must not be one of the pool that
    /// runs tasks: those of a command line, the first one and its workers, are not.
    static func wait<Value: Sendable>(for operation: @escaping @Sendable () async -> Value) -> Value {
        let result = Monitor<Value?>(nil)
        Task.detached {
            let value = await operation()
            result.update { $0 = value }
        }
        return result.wait { $0 }
    }
}
