/// The bounds of one attempt to fetch a key set or another answer, held by this package whatever a client does.
public struct FetchLimits: Sendable, Hashable {
    /// How long an attempt may take in all: name lookup, handshakes, redirects, every byte of the body. A person waits
    /// about so long for a login; 5 seconds unless told otherwise.
    public var deadline: Duration
    /// How many bytes a body may have once decompressed. The largest sets in use have some 30 KB; 512 KiB unless told
    /// otherwise.
    public var maximumBytes: Int

    /// Makes limits.
    public init(deadline: Duration = .seconds(5), maximumBytes: Int = 512 * 1024) {
        self.deadline = deadline
        self.maximumBytes = maximumBytes
    }
}
