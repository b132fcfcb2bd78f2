public import IDTokenJWKS

/// Where LINE's API is.
public struct LINEEndpoint: Sendable, Hashable {
    /// Scheme, host and port; the path is of no meaning.
    let base: HTTPAddress

    /// LINE's own, `https://api.line.me`.
    public static let production = LINEEndpoint(base: HTTPAddress(knownHost: "api.line.me"))

    /// Takes another address, of a stand-in for LINE's API.
    ///
    /// - Parameters:
    ///   - address: A scheme, a host and, if need be, a port, for example `https://line.test:8443`; nothing behind them
    ///     but one slash.
    ///   - transport: Whether `http` on a loopback address is allowed.
    /// - Throws: ``LINEAPIError`` with ``LINEAPIError/Code/invalidEndpoint`` for anything else.
    public init(_ address: String, transport: HTTPAddress.Transport = .httpsOnly) throws(LINEAPIError) {
        guard let base = try? HTTPAddress(address, transport: transport), base.target == "/" else {
            throw LINEAPIError(
                .invalidEndpoint,
                "The address of LINE's API is not https:// and a host with nothing behind it."
            )
        }
        self.base = base
    }

    private init(base: HTTPAddress) {
        self.base = base
    }

    /// Where the keys of app login are, to be given to an `HTTPKeySetSource`.
    public var keySetAddress: HTTPAddress { base.at("/oauth2/v2.1/certs") }
}
