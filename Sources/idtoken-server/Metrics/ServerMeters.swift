internal import IDTokenCore
internal import Metrics

/// Counts what the server does. Labels are names of routes and stable codes, nothing that a client could choose freely.
struct ServerMeters: Sendable {
    private let verdicts: [Route: [String: Counter]]
    private let issued: Counter
    private let spent: Counter
    private let refused: [NonceRefusal: Counter]
    private let requests: [Route: Metrics.Timer]
    private let answers: [Route: [Int: Counter]]
    private let cutOff: [Refusal: Counter]
    private let connections: Meter

    init(factory: any MetricsFactory) {
        func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
            Counter(label: label, dimensions: dimensions, factory: factory)
        }
        let codes = ["valid", "store"] + ReasonCode.allCodes.map(\.rawValue)
        verdicts = Self.table(Route.judging) { route in
            Self.table(codes) { counter("idtoken_server_verdicts_total", [("route", route.rawValue), ("code", $0)]) }
        }
        answers = Self.table(Route.allCases) { route in
            Self.table(Self.statuses) {
                counter("idtoken_server_answers_total", [("route", route.rawValue), ("status", String($0))])
            }
        }
        requests = Self.table(Route.allCases) {
            Timer(
                label: "idtoken_server_request_duration_seconds",
                dimensions: [("route", $0.rawValue)],
                factory: factory
            )
        }
        issued = counter("idtoken_server_nonces_issued_total")
        spent = counter("idtoken_server_nonces_spent_total")
        refused = Self.table(NonceRefusal.allCases) {
            counter("idtoken_server_nonces_refused_total", [("reason", $0.rawValue)])
        }
        connections = Meter(label: "idtoken_server_connections", dimensions: [], factory: factory)
        cutOff = Self.table(Refusal.allCases) {
            counter("idtoken_server_refused_requests_total", [("reason", $0.rawValue)])
        }
    }

    /// The statuses that are told apart; others count as 0.
    private static let statuses = [0, 200, 400, 401, 403, 404, 405, 408, 413, 421, 431, 500, 503]

    private static func table<Key: Hashable, Value>(_ keys: [Key], _ value: (Key) -> Value) -> [Key: Value] {
        Dictionary(uniqueKeysWithValues: keys.map { ($0, value($0)) })
    }

    func noteValid(route: Route) {
        verdicts[route]?["valid"]?.increment()
    }

    func noteRejection(_ code: ReasonCode, route: Route) {
        verdicts[route]?[code.rawValue]?.increment()
    }

    func noteRejection(_ error: LoginError, route: Route) {
        verdicts[route]?[error.rejection?.code.rawValue ?? "store"]?.increment()
    }

    func noteIssued() {
        issued.increment()
    }

    func noteSpending(_ outcome: NonceOutcome) {
        switch outcome {
        case .consumed: spent.increment()
        case .refused(let refusal): refused[refusal]?.increment()
        }
    }

    func noteAnswer(route: Route, status: Int, took duration: Duration) {
        let counters = answers[route]
        (counters?[status] ?? counters?[0])?.increment()
        let (seconds, attoseconds) = duration.components
        requests[route]?.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    func noteConnections(_ count: Int) {
        connections.set(count)
    }

    func noteRefusal(_ refusal: Refusal) {
        cutOff[refusal]?.increment()
    }
}
