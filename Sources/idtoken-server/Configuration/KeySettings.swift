internal import IDTokenAsyncHTTP
internal import IDTokenCore
internal import IDTokenJWKS
internal import Logging

/// Where a key set comes from, and where it is kept.
struct KeySettings {
    private enum Place {
        case file(String)
        case remote(HTTPAddress, AsyncHTTPTransport.Authorities)
    }

    private let place: Place
    private let snapshotPath: String?

    /// Reads the settings; `nil` if no key set is asked for.
    init?(_ reader: SettingsReader) throws(ConfigurationError) {
        let (authorities, snapshot) = (try reader.text(.authorityFile), try reader.text(.jwksCache))
        let allowsLoopbackHTTP = try reader.isOn(.allowLoopbackHTTP)
        guard let jwks = try reader.text(.jwks) else {
            guard authorities == nil, snapshot == nil, !allowsLoopbackHTTP else {
                throw ConfigurationError("ca-file, jwks-cache and allow-loopback-http belong to jwks: give it as well")
            }
            return nil
        }
        snapshotPath = snapshot
        guard jwks.contains("://") else {
            guard authorities == nil else { throw ConfigurationError("ca-file belongs to a jwks that is a URL") }
            place = .file(jwks)
            return
        }
        do throws(HTTPFailure) {
            let address = try HTTPAddress(
                jwks,
                transport: allowsLoopbackHTTP ? .uncheckedLoopbackHTTP : .httpsOnly
            )
            place = .remote(address, authorities.map { .systemAndPEMFile($0) } ?? .system)
        } catch {
            let hint =
                jwks.hasPrefix("http://") && !allowsLoopbackHTTP
                ? "; http is only for loopback addresses, with allow-loopback-http" : ""
            throw ConfigurationError("jwks cannot be used: \(error.message)\(hint)")
        }
    }

    /// Makes the cache. Nothing is fetched from the network; a file is read, because one that cannot be used is a mistake
    /// to be told at once.
    func cache(issuer: String, logger: Logger) async throws(ConfigurationError) -> KeySetCache {
        switch place {
        case .remote(let address, let authorities):
            do throws(HTTPFailure) {
                let client = try AsyncHTTPTransport(authorities: authorities)
                let source = HTTPKeySetSource(address, client: client)
                return cache(source, issuer, KeySetCacheConfiguration(), logger)
            } catch {
                throw ConfigurationError("ca-file cannot be used: \(error.message)")
            }
        case .file(let path):
            let source = FileKeySetSource(path: path)
            do throws(KeySetFetchError) {
                // Once without the cache, which would put its own line into the log.
                _ = try await source.fetchOnce()
                let cache = cache(source, issuer, .local, logger)
                try await cache.refresh()
                return cache
            } catch {
                throw ConfigurationError("the key set \(ForeignText.shown(path)) cannot be used: \(error.message)")
            }
        }
    }

    private func cache(
        _ source: some KeySetSource,
        _ issuer: String,
        _ configuration: KeySetCacheConfiguration,
        _ logger: Logger
    ) -> KeySetCache {
        do throws(IDTokenError) {
            return try KeySetCache(
                source: source,
                issuer: issuer,
                configuration: configuration,
                snapshotPath: snapshotPath,
                logger: logger
            )
        } catch {
            preconditionFailure("the standard configurations are sound")
        }
    }
}
