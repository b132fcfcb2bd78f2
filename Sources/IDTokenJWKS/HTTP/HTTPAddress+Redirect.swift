extension HTTPAddress {
    /// Where a redirect leads, if it stays with the same scheme, host and port (RFC 3986 §5.2, as far as those allow).
    ///
    /// - Throws: ``KeySetFetchError`` with ``KeySetFetchError/Code/redirectRefused`` if it does not.
    func following(_ location: String) throws(KeySetFetchError) -> HTTPAddress {
        let absolute: String
        let authority = "\(scheme)://\(host):\(port)"
        if location.hasPrefix("//") {
            absolute = "\(scheme):\(location)"
        } else if location.hasPrefix("/") {
            absolute = authority + location
        } else if location.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") {
            absolute = location
        } else {
            let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
            absolute = authority + folder + location
        }
        let next: HTTPAddress
        do throws(HTTPFailure) {
            // A fragment is for whoever shows a page (RFC 9110 §10.2.2).
            next = try HTTPAddress(String(absolute.prefix { $0 != "#" }), transport: transport)
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
}
