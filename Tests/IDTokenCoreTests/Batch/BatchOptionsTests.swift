import Testing

@testable import IDTokenCore

@Suite struct BatchOptionsTests {
    @Test func `Unless told otherwise one thread judges everything`() {
        let options = BatchOptions()
        #expect(options.threads == 1)
        #expect(options.maximumRejections == nil)
        #expect(options.shouldStop == nil)
    }
}
