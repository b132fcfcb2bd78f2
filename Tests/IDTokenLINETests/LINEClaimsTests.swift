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
        let claims = try claims {
            $0["given_name"] = .string("Taro")
            $0["family_name_pronunciation"] = .string("らいん")
            $0["birthdate"] = .string("1990-01-01")
            $0["phone_number"] = .string("+81 90 1234 5678")
            $0["address"] = .object([
                JSONObjectMember(name: "postal_code", value: .string("1600004")),
                JSONObjectMember(name: "country", value: .string("JP")),
            ])
        }
        #expect(claims.profilePlus?.givenName == "Taro")
        #expect(claims.profilePlus?.familyNamePronunciation == "らいん")
        #expect(claims.profilePlus?.birthdate == "1990-01-01")
        #expect(claims.profilePlus?.phoneNumber == "+81 90 1234 5678")
        #expect(claims.profilePlus?.address?.postalCode == "1600004")
        #expect(claims.profilePlus?.address?.country == "JP")
        #expect(claims.profilePlus?.address?.region == nil)
        #expect(claims.profilePlus?.gender == nil)
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
