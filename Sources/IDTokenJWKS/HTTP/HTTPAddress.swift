/// An address that requests may be sent to: `https`, or `http` on a loopback address where that was asked for.
///
/// Neither its description nor a dump shows the query, which may hold what does not belong into a log.
public struct HTTPAddress: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// What an address must be to be sent to.
    public enum Transport: Sendable, Hashable {
        /// `https` alone.
        case httpsOnly
        /// `https`, and `http` on `localhost`, `127.0.0.0/8` and `[::1]`: for tests and sidecars, since nothing
        /// protects what is on the way.
        case uncheckedLoopbackHTTP
    }

    /// `https` or `http`.
    public let scheme: String
    /// The host in lower case; an IPv6 address in brackets.
    public let host: String
    /// The port, given or implied.
    public let port: Int
    /// The path with its query, beginning with a slash.
    public let target: String
    /// What a redirect must keep to.
    let transport: Transport

    /// Takes an address apart.
    ///
    /// - Throws: ``HTTPFailure`` with ``HTTPFailure/Code/invalidAddress`` if it is no absolute URL of printable ASCII, has
    ///   user information or a fragment, or is not of an allowed scheme.
    public init(_ text: String, transport: Transport = .httpsOnly) throws(HTTPFailure) {
        guard let parts = Self.split(text) else {
            throw HTTPFailure(.invalidAddress, "The address is no URL that can be asked.")
        }
        let isLoopback = transport == .uncheckedLoopbackHTTP && Self.isLoopback(parts.host)
        guard parts.scheme == "https" || parts.scheme == "http" && isLoopback else {
            throw HTTPFailure(.invalidAddress, "Only addresses by https are asked.")
        }
        self.transport = transport
        (scheme, host, target) = (parts.scheme, parts.host, parts.target)
        port = parts.port ?? (parts.scheme == "https" ? 443 : 80)
    }

    /// The address of a host that this package itself names, by https.
    package init(knownHost host: String) {
        (scheme, self.host, port, target, transport) = ("https", host, 443, "/", .httpsOnly)
    }

    private init(_ base: HTTPAddress, target: String) {
        (scheme, host, port, transport) = (base.scheme, base.host, base.port, base.transport)
        self.target = target
    }

    /// Another address on the same host.
    ///
    /// - Parameter target: A path with its query, beginning with a slash, with everything encoded that must be.
    package func at(_ target: String) -> HTTPAddress { HTTPAddress(self, target: target) }

    /// The whole address, the implied port left out. It goes to the HTTP client and nowhere else.
    public var url: String { origin + target }

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The address without its query.
    public var description: String { origin + path }

    /// Shows the address without its query to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    private var origin: String {
        let isImplied = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)\(isImplied ? "" : ":\(port)")"
    }

    private static func split(_ text: String) -> (scheme: String, host: String, port: Int?, target: String)? {
        guard text.utf8.count <= 2048, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            !text.contains("#"), let colon = text.firstIndex(of: ":")
        else { return nil }
        let scheme = text[..<colon].lowercased()
        var rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        rest = rest.dropFirst(2)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        var target = String(rest[end...])
        if !target.hasPrefix("/") { target = "/" + target }
        guard !authority.contains("@") else { return nil }
        let host: Substring
        var portText: Substring?
        if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
            host = authority[...bracket]
            let behind = authority[authority.index(after: bracket)...]
            guard behind.isEmpty || behind.hasPrefix(":") else { return nil }
            if !behind.isEmpty { portText = behind.dropFirst() }
            let isAddress = host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            guard isAddress, host.count > 3 else { return nil }
        } else {
            let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = pieces[0]
            if pieces.count == 2 { portText = pieces[1] }
            guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_" })
            else { return nil }
        }
        guard let portText else { return (scheme, host.lowercased(), nil, target) }
        guard !portText.isEmpty, portText.allSatisfy(\.isNumber), let port = Int(portText), (1...65535).contains(port)
        else { return nil }
        return (scheme, host.lowercased(), port, target)
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isIPv4 =
            parts.count == 4
            && parts.allSatisfy { part in part.count <= 3 && part.allSatisfy(\.isNumber) && UInt8(part) != nil }
        return isIPv4 && parts[0] == "127"
    }
}
