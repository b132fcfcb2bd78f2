import Testing

@testable import IDTokenCore

@Suite struct ConstantTextsTests {
    private func texts(_ owner: borrowing ConstantTexts) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        for index in 0..<owner.count { texts.append(owner[index].octets.copiedBytes) }
        return texts
    }

    @Test(arguments: [[], [""], ["a"], ["", "ab", "", "cde"], ["1234567890", "caf\u{E9}", "日本"]])
    func `Every text is what it was made of, empty ones included`(_ given: [String]) {
        let bytes = given.map { Array($0.utf8) }
        let owner = ConstantTexts(bytes)
        #expect(texts(owner) == bytes)
    }

    @Test func `An index behind the last is no text`() async {
        await #expect(processExitsWith: .failure) {
            let owner = ConstantTexts([[1]])
            _ = owner[1].count
        }
    }
}
