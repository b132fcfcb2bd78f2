#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What this process knows of itself and of the machine.
enum Process {
    /// Ends the process at once, without what libraries have registered for its end: nothing is buffered here, and a thread
    /// may be in the middle of what they would take from under it, an HTTP request or a table.
    static func exit(with status: ExitStatus) -> Never {
        #if canImport(Glibc)
            Glibc._exit(status.rawValue)
        #elseif canImport(Musl)
            Musl._exit(status.rawValue)
        #elseif canImport(Darwin)
            Darwin._exit(status.rawValue)
        #endif
    }

    /// How many threads can run at once.
    static var processorCount: Int {
        max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// A variable of the environment, or `nil` if it is not set.
    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// What the last failed call of the system library says, for people.
    static func reason(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }
}
