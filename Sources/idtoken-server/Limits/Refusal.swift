internal import NIOHTTP1

/// Why a request is answered by its connection's guard and not by a route; the connection then closes.
enum Refusal: String, CaseIterable, Sendable {
    case malformed
    case headerTooLarge = "header_too_large"
    case bodyTooLarge = "body_too_large"
    case tooSlow = "too_slow"
    case missingHost = "missing_host"
    case foreignHost = "foreign_host"
    case foreignOrigin = "foreign_origin"
    case tooManyConnections = "too_many_connections"

    var status: HTTPResponseStatus {
        switch self {
        case .malformed, .missingHost: .badRequest
        case .headerTooLarge: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .payloadTooLarge
        case .tooSlow: .requestTimeout
        case .foreignHost: .misdirectedRequest
        case .foreignOrigin: .forbidden
        case .tooManyConnections: .serviceUnavailable
        }
    }

    var message: String {
        switch self {
        case .malformed: "The request is no HTTP/1.1 request."
        case .headerTooLarge: "The header fields are too long or too many."
        case .bodyTooLarge: "The body is longer than the limit."
        case .tooSlow: "The request took too long to arrive."
        case .missingHost: "The request must name exactly one host."
        case .foreignHost: "The server does not answer to this host name."
        case .foreignOrigin: "The server does not answer to pages of this origin."
        case .tooManyConnections: "There are too many connections."
        }
    }
}
