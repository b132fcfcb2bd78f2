internal import HTTPTypes
internal import Hummingbird
internal import IDTokenCore

/// Answers of the verify route, in the words of LINE's own (`POST /oauth2/v2.1/verify`).
enum LINEAnswer {
    /// LINE's form of an error.
    static func invalidRequest(_ description: String) -> Response {
        Answer.json(.badRequest) { writer in
            writer.member("error", "invalid_request")
            writer.member("error_description", description)
        }
    }

    /// The answer to a token that was rejected; that no key is held is nobody's bad request.
    static func rejection(_ error: IDTokenError) -> Response {
        guard error.code.failureClass != .keys else {
            return Answer.json(.serviceUnavailable, retryAfter: error.retryAfterSeconds ?? 1) { writer in
                writer.member("error", "temporarily_unavailable")
                writer.member("error_description", error.message)
            }
        }
        return invalidRequest(description(of: error.code))
    }

    /// LINE's words for a code; where it has none, those for a token that is no good.
    static func description(of code: ReasonCode) -> String {
        switch code {
        case .issuerMismatch: "Invalid IdToken Issuer."
        case .expired: "IdToken expired."
        case .audienceMismatch: "Invalid IdToken Audience."
        case .nonceMismatch, .nonceReplayed: "Invalid IdToken Nonce."
        case .subjectMismatch: "Invalid IdToken Subject Identifier."
        default: "Invalid IdToken."
        }
    }
}
