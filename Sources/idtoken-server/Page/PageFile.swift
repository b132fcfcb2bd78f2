internal import HTTPTypes
internal import Hummingbird

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
        var response = Answer.text(.ok, text, type: type)
        Self.protect(&response)
        return response
    }

    /// Adds the header fields that keep an answer to the page by itself.
    static func protect(_ response: inout Response) {
        response.headers[.contentSecurityPolicy] = contentSecurityPolicy
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        for (name, value) in [("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin")] {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
    }
}
