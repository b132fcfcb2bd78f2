internal import IDTokenCore
internal import IDTokenJWKS

/// A key set at a URL, or at the place that an issuer's discovery document names.
struct RemoteKeySet: Sendable {
    /// Where it comes from.
    let source: any KeySetSource
    /// The bounds of one attempt.
    let limits: FetchLimits

    /// Checks a URL; nothing is asked yet.
    init(_ address: String, _ options: FetchOptions) throws(CommandFailure) {
        limits = try options.limits()
        do throws(KeySetFetchError) {
            source = try HTTPKeySetSource(address, transport: options.transport)
        } catch {
            throw Self.refusal(error, options, of: "the URL of the key set", address)
        }
    }

    /// Checks an issuer whose key set is to be found by OpenID Connect Discovery; nothing is asked yet.
    init(discovering issuer: String, _ options: FetchOptions) throws(CommandFailure) {
        limits = try options.limits()
        do throws(KeySetFetchError) {
            source = try DiscoveryKeySetSource(issuer: issuer, transport: options.transport)
        } catch {
            throw Self.refusal(error, options, of: "the issuer to discover", issuer)
        }
    }

    /// The URL without its query, which may hold what does not belong into a message.
    var name: String { ForeignText.shown(source.name) }

    /// Makes one attempt, showing on a terminal that it goes on. Blocks until it has ended, at the latest by its deadline.
    func attempt(knowing version: KeySetVersion? = nil) -> Result<KeySetAnswer, KeySetFetchError> {
        let progress = FetchProgress(name: name, seconds: limits.deadline)
        defer { progress.end() }
        return Blocking.wait { [source, limits] in
            do throws(KeySetFetchError) {
                return .success(try await source.fetch(KeySetRequest(version: version, limits: limits)))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Makes one attempt and returns what came, whatever it is.
    func bytes() throws(CommandFailure) -> [UInt8] {
        do throws(KeySetFetchError) {
            guard case .body(let bytes, _) = try attempt().get() else { throw Self.unasked }
            return bytes
        } catch {
            throw failure(error)
        }
    }

    /// Makes one attempt and returns a set that holds a usable key.
    func fetchedKeys() throws(CommandFailure) -> JWKSet {
        let bytes = try bytes()
        do throws(KeySetFetchError) {
            return try FetchedKeySet(parsing: bytes).keys
        } catch {
            throw failure(error)
        }
    }

    /// What to say of an attempt that failed.
    func failure(_ error: KeySetFetchError) -> CommandFailure {
        .unavailable("no key set can be had from \(name): \(Self.explained(error))")
    }

    /// Why an attempt failed, and what to do.
    static func explained(_ error: KeySetFetchError) -> String {
        let advice: String? =
            switch error.code {
            case .connectionFailed: "check the address and the network"
            case .untrustedCertificate: "check the address, or the system's certificates"
            case .deadlineExceeded, .staleAnswer: "try again later"
            case .unexpectedStatus:
                error.status.map { $0 >= 500 || $0 == 429 } == true ? "try again later" : "check the address"
            case .redirectRefused: "give the address that it leads to, if it is the issuer's"
            case .bodyTooLarge, .unexpectedEncoding, .notAKeySet: "check that the address is the issuer's jwks_uri"
            case .issuerMismatch: "give the issuer as its document spells it, if that is the one you mean"
            default: nil
            }
        return Phrase.of(error.message) + (advice.map { "; \($0)" } ?? "")
    }

    /// An answer that a source must not give to a request without a version.
    static let unasked = KeySetFetchError(.notModifiedWithoutSet, "The answer is \"not modified\" to a first request.")

    /// What to say of an address that is not fetched from. It is not shown: it may hold credentials.
    private static func refusal(
        _ error: KeySetFetchError,
        _ options: FetchOptions,
        of what: String,
        _ address: String
    ) -> CommandFailure {
        let hint =
            options.allowLoopbackHttp
            ? "; http:// is admitted on a loopback address alone"
            : "; --allow-loopback-http admits http:// on a loopback address"
        let isHTTP = address.lowercased().hasPrefix("http:")
        return .usage("\(what) cannot be used: \(Phrase.of(error.message))\(isHTTP ? hint : "")")
    }
}
