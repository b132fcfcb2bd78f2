internal import IDTokenJWKS

extension HTTPCall {
    /// A request to LINE's API.
    ///
    /// - Parameters:
    ///   - query: Names and values behind the path.
    ///   - accessToken: The token that the request is made in the name of.
    ///   - form: Names and values of the body.
    init(
        _ method: Method,
        _ endpoint: LINEEndpoint,
        _ path: String,
        query: [(String, String)] = [],
        accessToken: LINEAccessToken? = nil,
        form: [(String, String)]? = nil
    ) {
        let target = path + (query.isEmpty ? "" : "?" + FormEncoding.encode(query))
        self.init(method, endpoint.base.at(target), fields: [("Accept", "application/json")])
        if let accessToken { fields.append(("Authorization", "Bearer \(accessToken.text)")) }
        if let form {
            fields.append(("Content-Type", "application/x-www-form-urlencoded"))
            body = Array(FormEncoding.encode(form).utf8)
        }
    }
}
