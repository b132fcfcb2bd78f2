public import IDTokenCore

/// A key set as it is kept on disk: its bytes as they came, and what is known of them.
public struct KeySetSnapshot: Sendable, Hashable {
    /// The bytes of the set.
    public var body: [UInt8]
    /// The version to ask by.
    public var version: KeySetVersion?
    /// Counts the different sets of the source.
    public var generation: UInt64
    /// When the set was last known to be the issuer's, in whole seconds.
    public var confirmedAt: NumericDate
    /// When the set was first seen, in whole seconds.
    public var firstSeenAt: NumericDate

    /// Makes a snapshot of bytes.
    public init(
        body: [UInt8],
        version: KeySetVersion? = nil,
        generation: UInt64,
        confirmedAt: NumericDate,
        firstSeenAt: NumericDate
    ) {
        self.body = body
        self.version = version
        self.generation = generation
        self.confirmedAt = confirmedAt
        self.firstSeenAt = firstSeenAt
    }

    init(_ held: HeldKeySet) {
        self.init(
            body: held.content.body,
            version: held.content.freshness.version,
            generation: held.generation,
            confirmedAt: held.confirmedAt.wall,
            firstSeenAt: held.changedAt
        )
    }
}
