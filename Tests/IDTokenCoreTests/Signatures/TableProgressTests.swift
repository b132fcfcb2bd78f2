import Testing

@testable import IDTokenCore

@Suite struct TableProgressTests {
    @Test func `A table is asked for once, by the use that makes the number full`() {
        let progress = TableProgress()
        let answers = (0..<200).map { _ in progress.noteUses(1) }
        #expect(answers.firstIndex(of: true) == TableProgress.usesBeforeTable - 1)
        #expect(answers.count { $0 } == 1)
    }

    @Test func `Many uses at once count as many`() {
        let progress = TableProgress()
        let answers = [progress.noteUses(63), progress.noteUses(1), progress.noteUses(1000)]
        #expect(answers == [false, true, false])
    }

    @Test func `A request of one's own takes the place of the uses'`() {
        let progress = TableProgress()
        let answers = [progress.request(), progress.request(), progress.noteUses(1000)]
        #expect(answers == [true, false, false])
    }
}
