internal import IDTokenCore
internal import IDTokenJWKS

/// What is wrong with a key set, for people and for programs.
struct FindingListing {
    private let lint: KeySetLint

    init(_ lint: KeySetLint) {
        self.lint = lint
    }

    /// A line for each finding, and their number.
    var text: String {
        let lines = lint.findings.map { finding in
            let place = finding.keyIndex.map { "key \($0)" } ?? "key set"
            let name = finding.keyIdentifier.map { " (kid \($0))" } ?? ""
            return "\(place)\(name): \(finding.severity.rawValue) \(finding.rule): \(Phrase.of(finding.message))\n"
        }
        let count = lint.findings.count == 1 ? "1 finding" : "\(lint.findings.count) findings"
        return lines.joined() + "\(count), \(lint.keys.usableKeys.count) of \(lint.keys.keys.count) keys usable\n"
    }

    /// One JSON object a finding.
    var json: [UInt8] {
        var output = OutputBuffer()
        for finding in lint.findings {
            var members = [
                JSONObjectMember(name: "finding", value: .string(finding.rule)),
                JSONObjectMember(name: "severity", value: .string(finding.severity.rawValue)),
            ]
            if let index = finding.keyIndex {
                members.append(JSONObjectMember(name: "key", value: .number(String(index))))
                if let identifier = lint.keys.keys[index].keyIdentifier {
                    members.append(JSONObjectMember(name: "kid", value: .string(identifier)))
                }
            }
            members.append(JSONObjectMember(name: "message", value: .string(Phrase.of(finding.message))))
            output.append(.object(members))
            output.append("\n")
        }
        return output.bytes
    }
}
