internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore
internal import Logging

/// `POST /v1/nonces`: makes a nonce for one login attempt, bound to a session if the body names one.
struct NonceRoute: Sendable {
    static let path = "/v1/nonces"

    let nonces: any NonceStore
    let lifetime: Int
    let now: @Sendable () -> NumericDate
    let limits: ServerLimits
    let meters: ServerMeters

    func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.bytes(atMost: limits.maximumBodyBytes)
        let binding: String?
        if body.isEmpty {
            binding = nil
        } else {
            guard let text = Self.binding(body) else {
                return Answer.problem(
                    .badRequest,
                    "invalid_request",
                    "The body must be empty, or one JSON object with a string binding that is not empty."
                )
            }
            binding = text.isEmpty ? nil : text
        }
        do throws(NonceStoreError) {
            let nonce = try await nonces.issue(lifetime: lifetime, binding: binding, at: now())
            meters.noteIssued()
            return Answer.json(.ok) { writer in
                writer.member("nonce", nonce.value)
                writer.member("expires_in", lifetime)
            }
        } catch {
            context.logger.error(
                "No nonce could be issued.",
                metadata: ["code": "\(error.code)", "reason": "\(error.message)"]
            )
            return Answer.problem(
                .serviceUnavailable,
                error.code.rawValue,
                "No nonce can be issued now.",
                retryAfter: 1
            )
        }
    }

    /// The binding, an empty text for an object without one, `nil` for anything else.
    private static func binding(_ body: [UInt8]) -> String? {
        guard let value = try? JSONValue(parsing: body), let members = value.objectValue else { return nil }
        let bindings = members.filter { $0.name == "binding" }
        guard let first = bindings.first else { return "" }
        guard bindings.count == 1, let text = first.value.stringValue, !text.isEmpty else { return nil }
        return text
    }
}
