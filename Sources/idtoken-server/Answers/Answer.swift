internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Makes answers.
enum Answer {
    /// An answer of JSON text.
    static func json(_ status: HTTPResponse.Status, _ bytes: [UInt8], retryAfter: Int? = nil) -> Response {
        var fields = HTTPFields()
        fields[.contentType] = "application/json; charset=utf-8"
        if let retryAfter { fields[.retryAfter] = String(retryAfter) }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer of JSON text that a closure writes.
    static func json(
        _ status: HTTPResponse.Status,
        retryAfter: Int? = nil,
        _ write: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return json(status, writer.bytes, retryAfter: retryAfter)
    }

    /// What is wrong with the request itself; nothing of it is quoted.
    static func problem(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ message: String,
        retryAfter: Int? = nil
    ) -> Response {
        json(status, retryAfter: retryAfter) { writer in
            writer.member("error", code)
            writer.member("message", message)
        }
    }

    /// A line of text.
    static func text(_ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8")
        -> Response
    {
        var fields = HTTPFields()
        fields[.contentType] = type
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
