internal import IDTokenCore

/// What LINE Profile+ adds to an ID token, where the channel may ask for it and the user agreed.
public struct LINEProfilePlus: Sendable, Hashable {
    /// `given_name`.
    public let givenName: String?
    /// `given_name_pronunciation`.
    public let givenNamePronunciation: String?
    /// `middle_name`.
    public let middleName: String?
    /// `family_name`.
    public let familyName: String?
    /// `family_name_pronunciation`.
    public let familyNamePronunciation: String?
    /// `gender`.
    public let gender: String?
    /// `birthdate`, as LINE spells it.
    public let birthdate: String?
    /// `phone_number`.
    public let phoneNumber: String?
    /// `address`.
    public let address: LINEAddress?

    init?(_ payload: JSONValue) {
        func text(_ name: String) -> String? { payload[name]?.stringValue }
        givenName = text("given_name")
        givenNamePronunciation = text("given_name_pronunciation")
        middleName = text("middle_name")
        familyName = text("family_name")
        familyNamePronunciation = text("family_name_pronunciation")
        gender = text("gender")
        birthdate = text("birthdate")
        phoneNumber = text("phone_number")
        address = payload["address"].flatMap { LINEAddress($0) }
        let texts = [
            givenName, givenNamePronunciation, middleName, familyName, familyNamePronunciation, gender, birthdate,
            phoneNumber,
        ]
        guard address != nil || texts.contains(where: { $0 != nil }) else { return nil }
    }
}

/// A postal address (OpenID Connect Core §5.1.1).
public struct LINEAddress: Sendable, Hashable {
    /// `postal_code`.
    public let postalCode: String?
    /// `region`: a state, province or prefecture.
    public let region: String?
    /// `locality`: a city or town.
    public let locality: String?
    /// `street_address`, which may have several lines.
    public let streetAddress: String?
    /// `country`.
    public let country: String?

    init?(_ value: JSONValue) {
        guard case .object = value else { return nil }
        postalCode = value["postal_code"]?.stringValue
        region = value["region"]?.stringValue
        locality = value["locality"]?.stringValue
        streetAddress = value["street_address"]?.stringValue
        country = value["country"]?.stringValue
    }
}
