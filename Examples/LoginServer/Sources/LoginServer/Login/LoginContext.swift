import Hummingbird

/// The context of a request: bodies are short, since a token has at most 16 KiB.
struct LoginContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    var maxUploadSize: Int { 32_768 }
}
