import HTTPTypes
import IDTokenCore
import IDTokenTesting

extension ServerFixture {
    /// Asks the page's route for a report.
    func report(_ question: JSONMembers) async throws -> Reply {
        try await ask("/page/report", .post, question.text)
    }
}

extension Reply {
    /// The states of the rules of a report, by their names.
    var states: [String: String] {
        let rules = (json["rules"]?.arrayValue ?? []).compactMap { rule in
            rule["rule"]?.stringValue.flatMap { name in rule["state"]?.stringValue.map { (name, $0) } }
        }
        return Dictionary(rules) { first, _ in first }
    }
}
