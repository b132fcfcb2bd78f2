internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A part of the page. All of them are in the executable, so that it needs no folder beside it.
struct PageFile: Sendable {
    let path: String
    private let type: String
    private let text: String

    static let all = [
        PageFile(path: "/", type: "text/html; charset=utf-8", text: PageMarkup.text),
        PageFile(path: "/page/style.css", type: "text/css; charset=utf-8", text: PageStyle.text),
        PageFile(path: "/page/script.js", type: "text/javascript; charset=utf-8", text: PageScript.text),
        PageFile(path: "/page/icon.svg", type: "image/svg+xml", text: PageMarkup.icon),
    ]

    /// Nothing but this server's own files, and requests to this server alone. Text never becomes markup: the script has
    /// no right to make any.
    static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'
        """

    var response: Response {
        Response(
            status: .ok,
            headers: Self.fields(type: type, isKept: true),
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// The header fields of every answer to the page.
    ///
    /// - Parameter isKept: Whether a browser may keep the answer, and ask whether it is still good.
    static func fields(type: String, isKept: Bool) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: type, .contentSecurityPolicy: contentSecurityPolicy, .xContentTypeOptions: "nosniff",
            .crossOriginResourcePolicy: "same-origin", .cacheControl: isKept ? "no-cache" : "no-store",
        ]
        for (name, value) in [("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin")] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }
}
