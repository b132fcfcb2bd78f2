/// A request as it came.
public struct LoopbackRequest: Sendable {
    /// The method, `GET` or `POST`.
    public let method: String
    /// The path with its query.
    public let target: String
    /// The header fields, their names in lower case.
    public let fields: [String: String]
    /// The body, empty if there is none.
    public let body: [UInt8]

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// What stands behind the question mark, empty if there is none.
    public var query: String { String(target.dropFirst(path.count + 1)) }
}

/// What a ``LoopbackServer`` does with a connection, one step after another; then it closes it.
public enum LoopbackStep: Sendable {
    /// Sends a whole answer.
    case respond(status: Int, fields: [String: String] = [:], body: [UInt8] = [])
    /// Sends the status line and the header fields of an answer whose body follows in further steps.
    case begin(status: Int, fields: [String: String] = [:])
    /// Sends bytes as they are.
    case send([UInt8])
    /// Sends bytes one at a time, with a pause before each.
    case drip([UInt8], pause: Duration)
    /// Sends nothing, until the client goes or the server is stopped.
    case hold
    /// Breaks the connection off, so that the client sees a reset.
    case reset

    /// Sends a key set, or any JSON.
    public static func json(_ body: [UInt8], fields: [String: String] = [:]) -> LoopbackStep {
        .respond(
            status: 200,
            fields: fields.merging(["Content-Type": "application/json"]) { own, _ in own },
            body: body
        )
    }
}
