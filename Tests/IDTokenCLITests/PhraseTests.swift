internal import Testing

@testable import idtoken

struct PhraseTests {
    @Test(arguments: [
        ("The status is 500.", "the status is 500"), ("It was cancelled", "it was cancelled"), ("", ""), (".", "."),
        ("HTTP is refused.", "HTTP is refused"), ("A redirect.", "a redirect"),
    ])
    func `A sentence becomes part of a message`(sentence: String, phrase: String) {
        #expect(Phrase.of(sentence) == phrase)
    }
}
