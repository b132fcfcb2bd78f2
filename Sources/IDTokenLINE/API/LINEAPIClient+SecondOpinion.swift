public import IDTokenCore
internal import IDTokenJWKS

/// What LINE's own endpoint says of an ID token.
public enum LINESecondOpinion: Sendable, Hashable {
    /// LINE believes the token; this is its payload.
    case believed(JSONValue)
    /// LINE refuses the token, for this reason.
    case refused(LINERefusal)
}

/// Why LINE's verify endpoint refuses an ID token, in the words that LINE documents.
public enum LINERefusal: String, Sendable, Hashable, CaseIterable {
    case invalidToken = "Invalid IdToken."
    case invalidIssuer = "Invalid IdToken Issuer."
    case expired = "IdToken expired."
    case invalidAudience = "Invalid IdToken Audience."
    case invalidNonce = "Invalid IdToken Nonce."
    case invalidSubject = "Invalid IdToken Subject Identifier."
    /// Something else, which is not shown.
    case other = "Another reason."

    /// Takes LINE's words: those that it documents, and two that it was seen to use for ``invalidToken``.
    init(words: String) {
        switch words {
        case "JWS format error", "JWS verification failed": self = .invalidToken
        default: self = LINERefusal(rawValue: words) ?? .other
        }
    }
}

extension LINEAPIClient {
    /// Asks LINE's own `POST /oauth2/v2.1/verify` for its opinion of an ID token, to compare it with a local verdict.
    ///
    /// It is no check of its own: LINE compares the nonce only if it is given, and remembers none.
    ///
    /// - Parameters:
    ///   - token: The ID token, exactly as received. It stands in the body of the request.
    ///   - channelID: The channel that the token shall be for.
    ///   - nonce: The expected nonce, if it shall be compared.
    ///   - userID: The expected user, if it shall be compared.
    /// - Throws: ``LINEAPIError`` if LINE could not be asked or gave no opinion. A refusal is an opinion and no error.
    public func secondOpinion(
        on token: String,
        channelID: String,
        nonce: String? = nil,
        userID: String? = nil
    ) async throws(LINEAPIError) -> LINESecondOpinion {
        var form = [("id_token", token), ("client_id", channelID)]
        if let nonce { form.append(("nonce", nonce)) }
        if let userID { form.append(("user_id", userID)) }
        let request = HTTPCall(.post, endpoint, "/oauth2/v2.1/verify", form: form)
        let answer = try await ask(request, until: deadline)
        switch answer.status {
        case 200:
            guard answer.object["sub"]?.stringValue?.isEmpty == false,
                answer.object["aud"]?.stringValue?.utf8.elementsEqual(channelID.utf8) == true
            else {
                throw LINEAPIError(.unusableAnswer, "LINE's answer is no payload for the channel.", status: 200)
            }
            return .believed(answer.object)
        case 400:
            return .refused(LINERefusal(words: answer.object["error_description"]?.stringValue ?? ""))
        default:
            // 401 and 403 are about the call and not about the token that it brings.
            throw LINEAPIError(.unusableAnswer, "LINE gave no opinion.", status: answer.status)
        }
    }
}
