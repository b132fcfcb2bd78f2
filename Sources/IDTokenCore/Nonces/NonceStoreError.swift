/// Why a store of nonces or of used tokens could not do what it was asked: nobody's token was found bad.
///
/// A server answers 503. It never holds a nonce, a binding or a token. Two errors are equal when their codes are.
public struct NonceStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is. More may be added.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        /// The stable string, for example `nonce_store_full`.
        public let rawValue: String

        /// Makes a code, for stores of other packages.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The stable string.
        public var description: String { rawValue }

        /// The store holds as many entries as it may, and forgets none that still counts to make room.
        public static let full = Code(rawValue: "nonce_store_full")
        /// The store cannot be reached, read or written.
        public static let unavailable = Code(rawValue: "nonce_store_unavailable")
        /// The system has no randomness to give.
        public static let noRandomness = Code(rawValue: "no_randomness")
        /// The lifetime is not between one second and ``Nonce/maximumLifetime``: a mistake of the caller.
        public static let invalidLifetime = Code(rawValue: "invalid_nonce_lifetime")
        /// The binding is an empty text, which would bind nothing: a mistake of the caller.
        public static let emptyBinding = Code(rawValue: "empty_nonce_binding")
    }

    /// The stable kind of failure.
    public let code: Code
    /// One sentence for people.
    public let message: String

    /// Makes an error; the message must not hold a nonce, a binding or a token.
    public init(_ code: Code, message: String) {
        self.code = code
        self.message = message
    }

    static let noRandomness = NonceStoreError(.noRandomness, message: "The system has no randomness to give.")
    static let invalidLifetime = NonceStoreError(
        .invalidLifetime,
        message: "The lifetime of a nonce is not between 1 and \(Nonce.maximumLifetime) seconds."
    )
    package static let emptyBinding = NonceStoreError(.emptyBinding, message: "The binding of a nonce is empty.")
    package static let full = NonceStoreError(.full, message: "The store is full, and forgets none to make room.")

    /// The code and the sentence.
    public var description: String { "\(code): \(message)" }

    /// Compares the codes alone.
    public static func == (first: NonceStoreError, second: NonceStoreError) -> Bool {
        first.code == second.code
    }

    /// Hashes the code alone.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
