internal import NIOHTTP1

/// The host names that the server answers to: loopback ones, and those it was given.
///
/// A page of any origin can have a name of its own point at this machine (DNS rebinding) and then speak to a server here
/// as if it were its own; such requests carry the page's name.
struct HostNames: Sendable {
    private let names: Set<String>

    /// Takes names in any case, IPv6 addresses with or without brackets.
    init(_ names: some Sequence<String>) {
        self.names = Set(names.map { Self.canonical($0) })
    }

    /// Why a request is refused, if it is.
    func refusal(of head: HTTPRequestHead) -> Refusal? {
        // RFC 9112 §3.2: exactly one, whatever the target says.
        let hosts = head.headers["host"]
        guard hosts.count == 1 else { return .missingHost }
        guard knows(authority: hosts[0]) else { return .foreignHost }
        if !head.uri.hasPrefix("/"), head.uri != "*" {
            // RFC 9112 §3.2.2: the host of a target in absolute form counts, not that of the field.
            guard let authority = Self.authority(of: head.uri), knows(authority: authority) else { return .foreignHost }
        }
        for origin in head.headers["origin"] {
            guard let authority = Self.authority(of: origin), knows(authority: authority) else { return .foreignOrigin }
        }
        return nil
    }

    /// Whether a host with or without a port is one of ours.
    func knows(authority: String) -> Bool {
        guard let host = Self.host(of: authority) else { return false }
        return Self.isLoopback(host) || names.contains(host)
    }

    /// The host of an authority, in lower case and without brackets; `nil` if it is no host with a port at most.
    private static func host(of authority: String) -> String? {
        var host = authority[...]
        var port: Substring?
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let behind = host[host.index(after: end)...]
            host = host[...end]
            guard behind.isEmpty || behind.hasPrefix(":") else { return nil }
            if !behind.isEmpty { port = behind.dropFirst() }
        } else if let colon = host.firstIndex(of: ":") {
            port = host[host.index(after: colon)...]
            host = host[..<colon]
        }
        guard !host.isEmpty, port?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) ?? true else { return nil }
        return canonical(String(host))
    }

    private static func canonical(_ host: String) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        // The root's dot makes no other name.
        if host.count > 1, host.hasSuffix(".") { host.removeLast() }
        return host
    }

    /// The authority of `scheme://authority/…`; `nil` for anything else.
    private static func authority(of url: String) -> String? {
        for scheme in ["http://", "https://"] where url.lowercased().hasPrefix(scheme) {
            let rest = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            return rest.contains("@") ? nil : String(rest)
        }
        return nil
    }

    /// Whether a canonical host is `localhost`, `::1` or in `127.0.0.0/8`.
    static func isLoopback(_ host: String) -> Bool {
        let host = canonical(host)
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
    }
}
