internal import Hummingbird

/// Where the server listens, and by which names it may be called.
struct ListeningSettings {
    let host: String
    let port: Int
    let socketPath: String?
    let hosts: HostNames

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        let (host, port) = (try reader.text(.host), try reader.number(.port, in: 0...65_535))
        socketPath = try reader.text(.unixSocket)
        guard socketPath == nil || host == nil && port == nil else {
            throw ConfigurationError("unix-socket takes the place of host and port: leave them out")
        }
        if let socketPath {
            // What the address of a socket has room for, its end included.
            guard socketPath.utf8.count < 108 else { throw ConfigurationError("unix-socket is longer than 107 bytes") }
        }
        self.host = host ?? "127.0.0.1"
        self.port = port ?? 8080
        let allowsRemote = try reader.isOn(.allowRemote)
        guard HostNames.isLoopback(self.host) || allowsRemote else {
            throw ConfigurationError(
                "host is no loopback address: give allow-remote as well if others shall reach the server"
            )
        }
        // An address that is listened on is a name it was given; one that means all of them is none.
        let own = ["0.0.0.0", "::", "[::]"].contains(self.host) ? [] : [self.host]
        hosts = HostNames(try reader.list(.serverName) + own)
    }

    var address: BindAddress {
        if let socketPath { return .unixDomainSocket(path: socketPath) }
        return .hostname(host, port: port)
    }

    /// What is printed once the server listens.
    func readyLine(port: Int?) -> String {
        if let socketPath { return "listening on unix:\(socketPath)" }
        let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "listening on http://\(shown):\(port ?? self.port)"
    }
}
