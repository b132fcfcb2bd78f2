/// The routes, by the names that metrics and logs know them by.
enum Route: String, CaseIterable, Sendable {
    case verify, validate, batch, nonces, health, ready, metrics, page, other

    /// The routes that judge tokens.
    static let judging: [Route] = [.verify, .validate, .batch]

    /// The route at a path, whatever the method.
    init(path: String) {
        self =
            switch path {
            case VerifyRoute.path: .verify
            case ValidateRoute.path: .validate
            case BatchRoute.path: .batch
            case NonceRoute.path: .nonces
            case "/healthz": .health
            case "/readyz": .ready
            case "/metrics": .metrics
            case _ where PageFile.all.contains { $0.path == path }: .page
            default: .other
            }
    }

    /// The method that a route answers to, where there is one.
    var method: String? {
        switch self {
        case .verify, .validate, .batch, .nonces: "POST"
        case .health, .ready, .metrics, .page: "GET"
        case .other: nil
        }
    }
}
