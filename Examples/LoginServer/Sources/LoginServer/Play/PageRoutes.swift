import Foundation
import Hummingbird

/// The page that plays the app: three files, read when the server starts.
struct PageRoutes: Sendable {
    private let files: [(path: String, contentType: String, body: ByteBuffer)]

    /// Reads the files.
    init() throws {
        let kinds = [
            ("/", "index.html", "text/html; charset=utf-8"), ("/page.css", "page.css", "text/css; charset=utf-8"),
            ("/page.js", "page.js", "text/javascript; charset=utf-8"),
            ("/scenarios.js", "scenarios.js", "text/javascript; charset=utf-8"),
        ]
        let folder = Bundle.module.bundleURL.appending(path: "Page")
        files = try kinds.map { path, name, contentType in
            (path, contentType, ByteBuffer(bytes: try Data(contentsOf: folder.appending(path: name))))
        }
    }

    func add(to router: Router<LoginContext>) {
        for file in files {
            router.get(RouterPath(file.path)) { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: file.contentType, .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: file.body)
                )
            }
        }
    }
}

/// Nothing but this server's own files, and no frame around them.
struct PageSecurity: RouterMiddleware {
    func handle(
        _ request: Request,
        context: LoginContext,
        next: (Request, LoginContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        return response
    }
}
