import Testing

@testable import IDTokenCore

@Suite struct VerdictTests {
    @Test func `A verdict is exactly one of valid, rejected and not judged`() {
        let verdicts: [Verdict] = [.valid(.mac, keyIndex: -1), .rejected(Rejection(.expired, .expiration)), .notJudged]
        #expect(verdicts.map(\.isValid) == [true, false, false])
        #expect(verdicts.map(\.isJudged) == [true, true, false])
        #expect(verdicts.map(\.code) == [nil, .expired, nil])
        #expect(verdicts.map(\.claim) == [nil, "exp", nil])
        #expect(verdicts.map { $0.failedRule == nil } == [true, false, true])
    }

    @Test func `A verdict says which engine judged the signature, if one did`() {
        #expect(Verdict.valid(.accelerated, keyIndex: 0).engine == .accelerated)
        #expect(Verdict.rejected(Rejection(.invalidSignature), engine: .reference).engine == .reference)
        #expect(Verdict.rejected(Rejection(.expired)).engine == nil)
    }

    @Test func `A verdict takes a dozen bytes at most`() {
        #expect(MemoryLayout<Verdict>.stride <= 12)
    }
}
