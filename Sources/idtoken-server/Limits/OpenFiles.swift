#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How many files, connections included, the process may have open.
enum OpenFiles {
    /// What is open besides connections: keys, logs, databases, the event loops.
    private static let others = 128

    /// Makes room for some connections.
    ///
    /// - Throws: ``ConfigurationError`` if the system does not let the process have as many.
    static func allow(_ connections: Int) throws(ConfigurationError) {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard unsafe getrlimit(resource, &limit) == 0 else { return }
        let wanted = rlim_t(connections + others)
        guard limit.rlim_cur < wanted else { return }
        guard limit.rlim_max >= wanted else {
            throw ConfigurationError(
                "max-connections is more than the system lets the process have open: at most \(limit.rlim_max) files"
            )
        }
        limit.rlim_cur = wanted
        _ = unsafe setrlimit(resource, &limit)
    }
}
