internal import IDTokenCore

/// An address that keys may be fetched from: `https`, or `http` on a loopback address where that was asked for.
public struct KeySetAddress: Sendable, Hashable, CustomStringConvertible {
    /// What an address must be to be fetched from.
    public enum Transport: Sendable, Hashable {
        /// `https` alone.
        case httpsOnly
        /// `https`, and `http` on `localhost`, `127.0.0.0/8` and `[::1]`: for tests and sidecars, since nothing
        /// protects the keys on the way.
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
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/invalidAddress`` if it is no absolute URL of printable
    ///   ASCII, has user information or a fragment, or is not of an allowed scheme.
    public init(_ text: String, transport: Transport = .httpsOnly) throws(KeySetFetchError) {
        guard let parts = Self.split(text) else {
            throw KeySetFetchError(.invalidAddress, "The address is no URL that keys can be fetched from.")
        }
        let isLoopback = transport == .uncheckedLoopbackHTTP && Self.isLoopback(parts.host)
        guard parts.scheme == "https" || parts.scheme == "http" && isLoopback else {
            throw KeySetFetchError(.invalidAddress, "Keys are fetched by https alone.")
        }
        self.transport = transport
        (scheme, host, target) = (parts.scheme, parts.host, parts.target)
        port = parts.port ?? (parts.scheme == "https" ? 443 : 80)
    }

    /// The address as one text, the implied port left out.
    public var description: String {
        let isImplied = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)\(isImplied ? "" : ":\(port)")\(target)"
    }

    /// The address without its query, which may hold what does not belong into a log.
    public var name: String {
        let text = description
        return text.firstIndex(of: "?").map { String(text[..<$0]) } ?? text
    }

    /// The name of a source at this address: one for each address, and without the query.
    var sourceName: String {
        guard let mark = target.firstIndex(of: "?") else { return name }
        let digest = SHA256Digest.of(Array(target[mark...].utf8)).bytes
        return "\(name)#\(Base64URL.encode(digest.prefix(6)))"
    }

    /// Where a redirect leads, if it stays with the same scheme, host and port (RFC 3986 §5.2, as far as those allow).
    ///
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/redirectRefused`` if it does not.
    func following(_ location: String) throws(KeySetFetchError) -> KeySetAddress {
        let absolute: String
        let authority = "\(scheme)://\(host):\(port)"
        if location.hasPrefix("//") {
            absolute = "\(scheme):\(location)"
        } else if location.hasPrefix("/") {
            absolute = authority + location
        } else if location.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") {
            absolute = location
        } else {
            let path = target.prefix { $0 != "?" }
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
            absolute = authority + folder + location
        }
        let next: KeySetAddress
        do throws(KeySetFetchError) {
            // A fragment is for whoever shows a page (RFC 9110 §10.2.2).
            next = try KeySetAddress(String(absolute.prefix { $0 != "#" }), transport: transport)
        } catch {
            throw KeySetFetchError(.redirectRefused, "A redirect leads to no address that keys may be fetched from.")
        }
        guard next.scheme == scheme, next.host == host, next.port == port else {
            throw KeySetFetchError(
                .redirectRefused,
                "A redirect leads to \(next.scheme)://\(next.host):\(next.port), another scheme, host or port."
            )
        }
        return next
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
