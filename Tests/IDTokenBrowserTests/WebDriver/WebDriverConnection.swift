internal import AsyncHTTPClient
internal import IDTokenCore
internal import IDTokenTesting
internal import NIOCore
internal import NIOHTTP1

/// Sends the commands of W3C WebDriver to a driver.
///
/// Not by `URLSession`, which on Linux refuses header fields without a space behind the colon, as chromedriver writes them.
struct WebDriverConnection: Sendable {
    /// Everything before the command's own path, for example `http://127.0.0.1:1234/session/…`.
    let address: String

    /// Generous, because a browser may have to start on a machine that is busy with other tests.
    private static let timeout = TimeAmount.seconds(120)
    /// More than a screenshot of a large window.
    private static let maximumAnswerBytes = 67_108_864

    /// Sends one command and returns the `value` of its answer.
    func send(_ method: String, _ path: String, _ parameters: JSONMembers? = nil) async throws -> JSONValue {
        var request = HTTPClientRequest(url: address + path)
        request.method = .init(rawValue: method)
        request.headers.add(name: "Content-Type", value: "application/json")
        if let parameters { request.body = .bytes(ByteBuffer(string: parameters.text)) }
        let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
        let body = try await response.body.collect(upTo: Self.maximumAnswerBytes)
        let value = try JSONValue(parsing: Array(body.readableBytesView))["value"] ?? .null
        guard response.status == .ok else {
            throw WebDriverError(
                code: value["error"]?.stringValue ?? "unknown error",
                message: value["message"]?.stringValue ?? String(buffer: body)
            )
        }
        return value
    }
}
