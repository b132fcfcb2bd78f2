/// Where the bytes of a key set come from: a URL, a file, the application.
///
/// A source makes one attempt when asked. It decides neither when to ask nor what to believe: it returns the bytes, or
/// says why there are none. `IDTokenTesting` holds the rules that every source must keep, to be run on one's own.
public protocol KeySetSource: Sendable {
    /// Names the source, for logs and to bind a disk snapshot to it: a URL or a path, without credentials.
    var name: String { get }

    /// Makes one attempt.
    ///
    /// It must end within ``FetchLimits/deadline`` and must not hold more than ``FetchLimits/maximumBytes`` of a body.
    ///
    /// - Parameter request: The bounds, and what the last answer said of its version.
    /// - Throws: ``KeySetFetchError``. Whatever is thrown, the keys that are held stay as they are.
    func fetch(_ request: KeySetRequest) async throws(KeySetFetchError) -> KeySetAnswer
}

/// What a source is asked for.
public struct KeySetRequest: Sendable, Hashable {
    /// The version of the bytes that are held; a source that has nothing newer answers ``KeySetAnswer/notModified(_:)``.
    public var version: KeySetVersion?
    /// The bounds of the attempt.
    public var limits: FetchLimits

    /// Makes a request.
    public init(version: KeySetVersion? = nil, limits: FetchLimits = FetchLimits()) {
        self.version = version
        self.limits = limits
    }
}

/// What a source answers.
public enum KeySetAnswer: Sendable {
    /// The bytes of a key set, not parsed yet.
    case body([UInt8], KeySetFreshness)
    /// Nothing has changed since the version that the request named.
    case notModified(KeySetFreshness)
}

/// How a source tells one state of its bytes from another (RFC 9110 §8.8); a file's is made of its size and times.
public struct KeySetVersion: Sendable, Hashable {
    /// The entity tag, quotation marks included.
    public var entityTag: String?
    /// The `Last-Modified` date, as it was spelled.
    public var lastModified: String?

    /// Makes a version, or returns `nil` if it would say nothing.
    public init?(entityTag: String?, lastModified: String? = nil) {
        guard entityTag != nil || lastModified != nil else { return nil }
        self.entityTag = entityTag
        self.lastModified = lastModified
    }
}

/// What an answer says of how long it holds (RFC 9111 §4.2).
public struct KeySetFreshness: Sendable, Hashable {
    /// The version of the bytes, to ask by the next time.
    public var version: KeySetVersion?
    /// How long the answer may be kept, `zero` where it must not be; `nil` if it does not say.
    public var lifetime: Duration?
    /// How long ago the origin made or confirmed the answer, if a cache on the way answered in its place.
    public var age: Duration

    /// Makes a freshness.
    public init(version: KeySetVersion? = nil, lifetime: Duration? = nil, age: Duration = .zero) {
        self.version = version
        self.lifetime = lifetime
        self.age = age
    }
}
