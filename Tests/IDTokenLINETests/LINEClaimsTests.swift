import IDTokenCore
import IDTokenLINE
import IDTokenTesting
import Testing

struct LINEClaimsTests {
    private func claims(_ change: (inout JSONMembers) -> Void) throws -> LINEClaims {
        let issuer = TestIssuer()
        let validator = try IDTokenValidator(policy: issuer.policy(), keys: JWKSet(parsing: issuer.keySet))
        let token = issuer.token(at: 1_767_225_600) { _, claims in change(&claims) }
        return LINEClaims(try validator.validate(token, at: NumericDate(seconds: 1_767_225_600)))
    }

    @Test func `A token with the scopes profile and email says who the user is`() throws {
        let claims = try claims {
            $0["email"] = .string("taro.line@example.com")
            $0["auth_time"] = .number("1767225500")
            $0["amr"] = .array([.string("pwd"), .string("mfa"), .string("something new")])
        }
        #expect(claims.userID == TestIssuer.defaultSubject)
        #expect(claims.name == "Taro Line")
        #expect(claims.picture == "https://profile.line-scdn.net/0h0123456789abcdef")
        #expect(claims.email == "taro.line@example.com")
        #expect(claims.authenticationTime == NumericDate(seconds: 1_767_225_500))
        #expect(claims.authenticationMethods.map(\.rawValue) == ["pwd", "mfa", "something new"])
        #expect(claims.authenticationMethods.starts(with: [.password, .multiFactor]))
        #expect(claims.profilePlus == nil)
    }

    @Test func `A token with the least that LINE sends is enough`() throws {
        let claims = try claims {
            for name in ["name", "picture", "amr"] { $0[name] = nil }
        }
        #expect(claims.name == nil)
        #expect(claims.picture == nil)
        #expect(claims.email == nil)
        #expect(claims.authenticationTime == nil)
        #expect(claims.authenticationMethods.isEmpty)
    }

    @Test func `Profile+ adds names, birthday, telephone number and address`() throws {
        let texts = [
            "given_name": "Taro", "given_name_pronunciation": "たろう", "middle_name": "T.", "family_name": "Line",
            "family_name_pronunciation": "らいん", "gender": "male", "birthdate": "1990-01-01",
            "phone_number": "+81 90 1234 5678",
        ]
        let address = [
            "postal_code": "1600004", "region": "Tokyo", "locality": "Shinjuku", "street_address": "4-1-6\nYotsuya",
            "country": "JP",
        ]
        let claims = try claims {
            for (name, text) in texts { $0[name] = .string(text) }
            $0["address"] = .object(address.map { JSONObjectMember(name: $0.key, value: .string($0.value)) })
        }
        let profile = try #require(claims.profilePlus)
        #expect(profile.givenName == "Taro")
        #expect(profile.givenNamePronunciation == "たろう")
        #expect(profile.middleName == "T.")
        #expect(profile.familyName == "Line")
        #expect(profile.familyNamePronunciation == "らいん")
        #expect(profile.gender == "male")
        #expect(profile.birthdate == "1990-01-01")
        #expect(profile.phoneNumber == "+81 90 1234 5678")
        #expect(profile.address?.postalCode == "1600004")
        #expect(profile.address?.region == "Tokyo")
        #expect(profile.address?.locality == "Shinjuku")
        #expect(profile.address?.streetAddress == "4-1-6\nYotsuya")
        #expect(profile.address?.country == "JP")
    }

    @Test func `Of Profile+ one claim is enough, and an address may have little in it`() throws {
        #expect(try claims { $0["gender"] = .string("female") }.profilePlus?.gender == "female")
        let profile = try claims { $0["address"] = .object([]) }.profilePlus
        #expect(profile?.address != nil)
        #expect(profile?.address?.country == nil)
        #expect(profile?.givenName == nil)
    }

    @Test func `Claims of another type than LINE documents are as good as absent`() throws {
        let claims = try claims {
            $0["name"] = .number("7")
            $0["picture"] = .null
            $0["email"] = .array([.string("taro.line@example.com")])
            $0["amr"] = .string("pwd")
            $0["address"] = .string("Tokyo")
            $0["gender"] = .bool(true)
        }
        #expect(claims.name == nil)
        #expect(claims.picture == nil)
        #expect(claims.email == nil)
        #expect(claims.authenticationMethods.isEmpty)
        #expect(claims.profilePlus == nil)
    }
}
