internal import IDTokenCore

/// What names a key set on the command line: a file, or a URL to fetch it from.
enum KeySetArgument {
    case file(KeySetFile)
    case remote(RemoteKeySet)

    /// Reads a file's path, `-` for standard input, or a URL; nothing is opened or asked yet.
    init(_ argument: String, _ options: FetchOptions) throws(CommandFailure) {
        self =
            argument.contains("://")
            ? .remote(try RemoteKeySet(argument, options)) : .file(KeySetFile(path: argument))
    }

    /// Whether it is standard input.
    var isStandardInput: Bool {
        if case .file(let file) = self { file.path == "-" } else { false }
    }

    /// The bytes as they are, of a key set or of anything else: for those who look at what is wrong with them.
    func bytes() throws(CommandFailure) -> KeySetBytes {
        switch self {
        case .file(let file):
            KeySetBytes(content: try file.read(), name: ShownName.path(file.path), failureStatus: .usage)
        case .remote(let remote):
            KeySetBytes(content: try remote.bytes(), name: remote.name, failureStatus: .unavailable)
        }
    }

    /// The key set, if it is a file's.
    func keysOfFile() throws(CommandFailure) -> JWKSet? {
        if case .file(let file) = self { try file.load() } else { nil }
    }

    /// The key set to judge by. From a file an empty one is one that knows no key; from an endpoint it is a failure.
    func keys() throws(CommandFailure) -> JWKSet {
        switch self {
        case .file(let file): try file.load()
        case .remote(let remote): try remote.fetchedKeys()
        }
    }
}
