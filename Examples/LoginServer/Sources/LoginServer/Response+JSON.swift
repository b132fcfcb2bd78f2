import Foundation
import Hummingbird

extension Response {
    /// An answer of status 200 that nobody keeps.
    static func json(_ value: some Encodable, setting cookie: Cookie? = nil) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var response = Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
        if let cookie { response.setCookie(cookie) }
        return response
    }
}
