/// The bounds on what a token may make the validator do.
///
/// Within them the work is linear in the length of the token.
public struct InputLimits: Hashable, Sendable {
    /// The most bytes of a compact token, from 1 to 16,777,216; 16,384 unless told otherwise.
    ///
    /// ID tokens of the large providers have 400 to 2,000 bytes; HTTP servers refuse headers above 8 to 16 KiB.
    public var maximumTokenBytes: Int

    /// The most containers that may be open at once in header or payload, the outermost object included.
    ///
    /// Claims are flat: the deepest registered one (`address`) opens two. The bound keeps the stack fixed.
    public static let maximumDepth = 16

    /// The largest value that ``maximumTokenBytes`` may take; offsets into a token are 32 bits wide.
    public static let largestTokenBytes = 16_777_216

    /// Makes limits with the given token size.
    public init(maximumTokenBytes: Int = 16_384) {
        self.maximumTokenBytes = maximumTokenBytes
    }
}
