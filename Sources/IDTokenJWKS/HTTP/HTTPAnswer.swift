/// The answer to an ``HTTPCall``.
public struct HTTPAnswer: Sendable {
    /// The status code.
    public var status: Int
    /// The body, decompressed if it was compressed.
    public var body: [UInt8]
    private let fields: [(name: String, value: String)]

    /// Makes an answer.
    public init(status: Int, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields.map { ($0.name.lowercased(), $0.value) }
        self.body = body
    }

    /// The value of a header field, several of one name joined by commas (RFC 9110 §5.3); the name in lower case.
    public subscript(field: String) -> String? {
        let values = fields.filter { $0.name == field }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Whether the body is compressed, which nobody asks for.
    var isCompressed: Bool { self["content-encoding"].map { $0.lowercased() != "identity" } ?? false }
}
