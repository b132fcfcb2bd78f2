/// Where LINE's API is.
public struct LINEEndpoint: Sendable, Hashable {
    /// Scheme, host and port, without a path.
    let base: String

    /// LINE's own.
    public static let production = LINEEndpoint(unchecked: "https://api.line.me")

    /// Takes another address, of a stand-in for LINE's API.
    ///
    /// - Parameters:
    ///   - address: A scheme, a host and, if need be, a port, for example `https://line.test:8443`; nothing behind them.
    ///   - allowsLoopbackHTTP: Whether `http` will do where the host is this machine. Nowhere else will it.
    /// - Throws: ``LINEAPIError`` with ``LINEAPIError/Code/invalidEndpoint`` for anything else.
    public init(_ address: String, allowsLoopbackHTTP: Bool = false) throws(LINEAPIError) {
        let refusal = LINEAPIError(
            .invalidEndpoint,
            "The address of LINE's API is not https:// and a host with nothing behind it."
        )
        let parts = address.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let (host, port) = Self.hostAndPort(parts[1]) else { throw refusal }
        guard port.map({ (1...65_535).contains(UInt32($0) ?? 0) }) ?? true else { throw refusal }
        switch parts[0].lowercased() {
        case "https": break
        case "http" where allowsLoopbackHTTP && Self.isLoopback(host): break
        default: throw refusal
        }
        base = address
    }

    private init(unchecked base: String) {
        self.base = base
    }

    private static func hostAndPort(_ authority: Substring) -> (host: Substring, port: Substring?)? {
        let isBracketed = authority.first == "["
        let hostEnd =
            isBracketed
            ? authority.firstIndex(of: "]").map { authority.index(after: $0) } : authority.firstIndex(of: ":")
        let host = authority[..<(hostEnd ?? authority.endIndex)]
        let rest = authority[host.endIndex...]
        guard !host.isEmpty, rest.isEmpty || rest.first == ":", !isBracketed || hostEnd != nil else { return nil }
        let allowed =
            isBracketed
            ? "0123456789abcdefABCDEF:[]" : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-"
        guard host.allSatisfy(allowed.contains) else { return nil }
        let port = rest.isEmpty ? nil : rest.dropFirst()
        guard port?.allSatisfy({ ("0"..."9").contains($0) }) ?? true else { return nil }
        return (host, port)
    }

    /// Whether a host is this machine by its spelling (RFC 6761 §6.3, RFC 5735 §3): nothing is looked up.
    private static func isLoopback(_ host: Substring) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
    }
}
