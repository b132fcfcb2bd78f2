import IDTokenTesting
import Testing

@testable import IDTokenCore

@Suite struct UnverifiedIDTokenTests {
    @Test func `A token is shown as it is, whatever its signature and claims are worth`() throws {
        let token = TestToken.compact(
            header: ["alg": .string("none")],
            claims: ["iss": .number("1")],
            signature: [1, 2, 3]
        )
        let unverified = try UnverifiedIDToken(parsing: token)
        #expect(unverified.header["alg"] == .string("none"))
        #expect(unverified.claims["iss"] == .number("1"))
        #expect(unverified.headerBytes == Array(#"{"alg":"none"}"#.utf8))
        #expect(unverified.payloadBytes == Array(#"{"iss":1}"#.utf8))
        #expect(unverified.signatureByteCount == 3)
    }

    @Test func `Every defect of syntax is refused with the validator's code, and no other defect is`() throws {
        for defect in Defect.allCases {
            let token = DefectiveToken([defect]).token
            do {
                _ = try UnverifiedIDToken(parsing: token)
                #expect(defect > .payloadTwice, "\(defect)")
            } catch {
                #expect(defect <= .payloadTwice, "\(defect)")
                #expect(error.code == defect.code)
            }
        }
    }

    @Test func `Limits are those that are given`() {
        #expect(throws: IDTokenError.code(.tokenTooLarge)) {
            try UnverifiedIDToken(parsing: "e30.e30.AA", limits: InputLimits(maximumTokenBytes: 9))
        }
        #expect(throws: Never.self) {
            try UnverifiedIDToken(parsing: "e30.e30.AA", limits: InputLimits(maximumTokenBytes: 10))
        }
    }

    @Test func `No limit lets in a token whose places would not fit into 32 bits`() {
        let largest = InputLimits.largestTokenBytes
        for limit in [largest, largest + 1, .max] {
            let limits = InputLimits(maximumTokenBytes: limit)
            let filler = [UInt8](repeating: UInt8(ascii: "A"), count: largest - 9)
            let fits = Array("e30.e30.A".utf8) + filler
            #expect(fits.count == largest)
            #expect(throws: Never.self) { try UnverifiedIDToken(parsing: fits, limits: limits) }
            let error = #expect(throws: IDTokenError.code(.tokenTooLarge)) {
                try UnverifiedIDToken(parsing: fits + [UInt8(ascii: "A")], limits: limits)
            }
            #expect(error?.expected == "at most \(largest) bytes")
        }
    }
}
