internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore
internal import IDTokenJWKS

/// What operators ask: alive, ready, and how much of everything.
struct StateRoutes: Sendable {
    let providers: ProviderTable
    let metrics: PrometheusRegistry
    let meters: ServerMeters
    let connections: ConnectionTable

    func add(to router: Router<ServerContext>) {
        router.get("/healthz") { _, _ in Answer.text(.ok, "alive\n") }
        router.get("/readyz") { _, _ in readiness() }
        router.get("/metrics") { _, _ in
            meters.noteConnections(connections.count)
            return Answer.text(.ok, metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// Says of every key set how good it is.
    private func readiness() -> Response {
        let statuses = providers.keyStatuses
        let isReady = statuses.areReady
        return Answer.json(isReady ? .ok : .serviceUnavailable, retryAfter: isReady ? nil : 1) { writer in
            writer.member("ready", isReady)
            writer.beginArray("keys")
            for status in statuses {
                writer.beginElement()
                writer.member("issuer", status.issuer)
                writer.member("phase", status.phase.rawValue)
                writer.member("usable", status.keys.count { $0.isUsable })
                if let age = status.age { writer.member("age_seconds", Int(age.components.seconds)) }
                writer.member("last_failure", status.lastFailure?.code.rawValue)
                writer.endObject()
            }
            writer.endArray()
        }
    }
}
