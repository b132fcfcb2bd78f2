internal import Hummingbird

/// What goes with a request on its way through the routes.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Names the request in the answer and in the log.
    var requestID = ""

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
