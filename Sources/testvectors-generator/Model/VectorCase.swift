import IDTokenCore
import IDTokenTesting

/// One line of a vector file.
struct VectorCase {
    /// What a judge must say.
    enum Expectation: String {
        case valid, invalid
        /// The standards leave it open.
        case either
    }

    let id: String
    let group: String
    let comment: String
    let expectation: Expectation
    /// The acceptable codes of a refusal.
    let codes: [ReasonCode]
    /// What is judged and by what, in the order in which it is written.
    let subject: JSONMembers

    /// The line, without its end.
    var text: String {
        var members: JSONMembers = ["id": .string(id), "group": .string(group), "comment": .string(comment)]
        members.members += subject.members
        members["expect"] = .string(expectation.rawValue)
        if !codes.isEmpty { members["reasons"] = .array(codes.map { .string($0.rawValue) }) }
        return members.text
    }
}
