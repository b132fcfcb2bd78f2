internal import IDTokenCore
internal import IDTokenJWKS

/// What LINE says of an access token that it accepts and that is for one of our channels.
public struct LINEAccessTokenStatus: Sendable, Hashable {
    /// The channel that it was issued to, one of ours.
    public let channelID: String
    /// Seconds until it expires, more than 0.
    public let expiresIn: Int
    /// The scopes, separated by blanks; `nil` if LINE does not say.
    public let scope: String?
}

/// A profile as `GET /v2/profile` returns it.
public struct LINEProfile: Sendable, Hashable {
    /// The user ID.
    public let userID: String
    /// The display name.
    public let displayName: String?
    /// The URL of the profile picture, if there is one. It is foreign text: look at it before use.
    public let pictureURL: String?
    /// The status message, if there is one.
    public let statusMessage: String?
}

extension LINEAPIClient {
    /// Asks LINE whether an access token is good, and makes sure that it is for one of our channels and has not expired.
    ///
    /// LINE accepts tokens of every channel here; without the comparison anybody's app could log its users in to ours.
    ///
    /// - Throws: ``LINEAPIError``; ``LINEAPIError/isRefusal`` tells a bad token from an unreachable LINE.
    public func verify(
        _ token: LINEAccessToken,
        channelIDs: [String]
    ) async throws(LINEAPIError) -> LINEAccessTokenStatus {
        try await verify(token, channelIDs: channelIDs, until: deadline)
    }

    /// Fetches the profile of an access token's user. It says nothing of which channel the token is for: verify it first.
    ///
    /// - Throws: ``LINEAPIError``; ``LINEAPIError/isRefusal`` tells a bad token from an unreachable LINE.
    public func profile(of token: LINEAccessToken) async throws(LINEAPIError) -> LINEProfile {
        try await profile(of: token, until: deadline)
    }

    /// Verifies an access token and fetches the profile of its user, in one total time.
    ///
    /// - Throws: ``LINEAPIError``; ``LINEAPIError/isRefusal`` tells a bad token from an unreachable LINE.
    public func verifiedProfile(
        of token: LINEAccessToken,
        channelIDs: [String]
    ) async throws(LINEAPIError) -> (status: LINEAccessTokenStatus, profile: LINEProfile) {
        let deadline = deadline
        let status = try await verify(token, channelIDs: channelIDs, until: deadline)
        return (status, try await profile(of: token, until: deadline))
    }

    private func verify(
        _ token: LINEAccessToken,
        channelIDs: [String],
        until deadline: ContinuousClock.Instant
    ) async throws(LINEAPIError) -> LINEAccessTokenStatus {
        let request = HTTPCall(.get, endpoint, "/oauth2/v2.1/verify", query: [("access_token", token.text)])
        let object = try Self.accepted(await ask(request, until: deadline))
        guard let channelID = object["client_id"]?.stringValue, let expiresIn = object["expires_in"]?.integerValue
        else {
            throw LINEAPIError(.unusableAnswer, "LINE's answer has no client_id or no expires_in.", status: 200)
        }
        guard channelIDs.contains(where: { $0.utf8.elementsEqual(channelID.utf8) }) else {
            throw LINEAPIError(.channelMismatch, "The access token is for another channel.", status: 200)
        }
        guard expiresIn > 0 else {
            throw LINEAPIError(.accessTokenExpired, "The access token has expired.", status: 200)
        }
        return LINEAccessTokenStatus(
            channelID: channelID,
            expiresIn: expiresIn,
            scope: object["scope"]?.stringValue
        )
    }

    private func profile(
        of token: LINEAccessToken,
        until deadline: ContinuousClock.Instant
    ) async throws(LINEAPIError) -> LINEProfile {
        let request = HTTPCall(.get, endpoint, "/v2/profile", accessToken: token)
        let object = try Self.accepted(await ask(request, until: deadline))
        guard let userID = object["userId"]?.stringValue, !userID.isEmpty else {
            throw LINEAPIError(.unusableAnswer, "LINE's answer has no userId.", status: 200)
        }
        return LINEProfile(
            userID: userID,
            displayName: object["displayName"]?.stringValue,
            pictureURL: object["pictureUrl"]?.stringValue,
            statusMessage: object["statusMessage"]?.stringValue
        )
    }

    /// The object of an answer of status 200; any other is LINE's refusal of the access token.
    private static func accepted(_ answer: (status: Int, object: JSONValue)) throws(LINEAPIError) -> JSONValue {
        guard answer.status != 200 else { return answer.object }
        // What else LINE says is not shown: nobody has promised that it does not quote the token.
        if answer.object["error_description"]?.stringValue == "access token expired" {
            throw LINEAPIError(
                .accessTokenExpired,
                "LINE says that the access token has expired.",
                status: answer.status
            )
        }
        throw LINEAPIError(.accessTokenRefused, "LINE does not accept the access token.", status: answer.status)
    }
}
