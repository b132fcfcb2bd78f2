/// A request to be sent. Its description shows the method and the path, never the query, the header fields or the body.
public struct HTTPCall: Sendable, CustomStringConvertible, CustomReflectable {
    /// How a request is made.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// How the request is made.
    public var method: Method
    /// Where it goes to. The query may hold an access token, where an interface puts it there.
    public var address: HTTPAddress
    /// The header fields, in which there may be an access token as well.
    public var fields: [(name: String, value: String)]
    /// The body, empty if there is none.
    public var body: [UInt8]

    /// Makes a request.
    public init(
        _ method: Method,
        _ address: HTTPAddress,
        fields: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.address = address
        self.fields = fields
        self.body = body
    }

    /// The method and the path.
    public var description: String { "\(method.rawValue) \(address.path)" }

    /// Shows the method and the path alone to `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["method": method.rawValue, "path": address.path]) }
}
