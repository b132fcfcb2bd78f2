/// How a batch is judged; nothing here changes the verdict on a token that is judged.
public struct BatchOptions: Sendable {
    /// How many threads share the work, the calling one included; at least 1. More than the machine has cores gains
    /// nothing.
    public var threads: Int
    /// Ends the batch once this many tokens were rejected, or `nil` to judge all. Tokens that were not looked at by then
    /// are reported as not judged; a few more than this may have been rejected by the time all threads notice.
    public var maximumRejections: Int?
    /// Asked now and then, from any of the threads, whether to end the batch early: for a deadline or a cancellation.
    /// Tokens that were not looked at are reported as not judged.
    public var shouldStop: (@Sendable () -> Bool)?

    /// Makes options.
    public init(
        threads: Int = 1,
        maximumRejections: Int? = nil,
        shouldStop: (@Sendable () -> Bool)? = nil
    ) {
        self.threads = threads
        self.maximumRejections = maximumRejections
        self.shouldStop = shouldStop
    }
}
