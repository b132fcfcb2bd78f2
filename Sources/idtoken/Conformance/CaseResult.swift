internal import IDTokenCore

/// What a case expected and what came of it.
struct CaseResult {
    let identifier: String
    let group: String
    let expected: String
    let code: ReasonCode?
    let disagreement: String?
    let passes: Bool

    private let expectation: ConformanceCase.Expectation

    init(_ testCase: ConformanceCase, _ judgement: ConformanceJudge.Judgement) {
        identifier = testCase.identifier
        group = testCase.group
        expectation = testCase.expectation
        let reasons = testCase.reasons.joined(separator: " or ")
        expected = testCase.expectation.rawValue + (reasons.isEmpty ? "" : " (\(reasons))")
        code = judgement.first.code
        disagreement = judgement.disagreement
        let isVerdictRight: Bool
        switch (testCase.expectation, judgement.first.code) {
        case (.valid, let code): isVerdictRight = code == nil
        case (.either, nil): isVerdictRight = true
        case (.invalid, nil): isVerdictRight = false
        case (.invalid, let code?), (.either, let code?):
            isVerdictRight = testCase.reasons.isEmpty || testCase.reasons.contains(code.rawValue)
        }
        passes = isVerdictRight && judgement.disagreement == nil
    }

    /// The failure in one line.
    var text: String {
        let actual = disagreement ?? "got \(code.map { "invalid (\($0))" } ?? "valid")"
        return "\(ForeignText.shown(identifier)): expected \(ForeignText.shown(expected)), \(actual)"
    }

    /// One JSON object.
    var json: [UInt8] {
        var members = [
            JSONObjectMember(name: "id", value: .string(identifier)),
            JSONObjectMember(name: "expect", value: .string(expectation.rawValue)),
            JSONObjectMember(name: "verdict", value: .string(code == nil ? "valid" : "invalid")),
            JSONObjectMember(name: "code", value: code.map { .string($0.rawValue) } ?? .null),
            JSONObjectMember(name: "pass", value: .bool(passes)),
        ]
        if let disagreement { members.append(JSONObjectMember(name: "disagreement", value: .string(disagreement))) }
        var output = OutputBuffer()
        output.append(.object(members))
        output.append("\n")
        return output.bytes
    }
}
