import Testing

@testable import IDTokenCore

/// The search for a repeated name, on both sides of the number from which it goes by hash.
@Suite struct JSONNameTableTests {
    private static func outcome(_ names: [String], nested: Bool) -> JSONScanOutcome {
        let object = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        return Scanned(nested ? "{\"o\":[\(object)]}" : object).outcome
    }

    @Test(arguments: [2, 3, 23, 24, 25, 26, 64, 300], [false, true])
    func `A repeated name is found at every place among any number of names`(_ count: Int, _ nested: Bool) {
        let names = (0..<count).map { "name-number-\($0)" }
        #expect(Self.outcome(names, nested: nested) == .object)
        for (first, second) in [(0, 1), (0, count - 1), (count / 2, count - 1), (count - 2, count - 1)]
        where first != second {
            var repeated = names
            repeated[second] = names[first]
            #expect(Self.outcome(repeated, nested: nested) == .duplicateMember)
            // The same name, one letter of it spelled as an escape.
            repeated[second] = names[first].replacing("number", with: #"n\u0075mber"#)
            #expect(Self.outcome(repeated, nested: nested) == .duplicateMember)
            repeated[second] = names[first] + #"\u0000"#
            #expect(Self.outcome(repeated, nested: nested) == .object)
        }
    }

    @Test func `Equal names of different objects are not repeated ones`() {
        let object = "{" + (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",") + "}"
        #expect(Scanned("{\"a\":\(object),\"b\":[\(object),\(object)],\"n1\":\(object)}").outcome == .object)
    }
}
