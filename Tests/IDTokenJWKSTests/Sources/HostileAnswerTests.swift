import IDTokenJWKS
import IDTokenTesting
import Testing

@Suite(.serialized) struct HostileAnswerTests {
    @Test(arguments: HostileAnswer.all)
    func `URLSession survives what no server should send`(answer: HostileAnswer) async throws {
        #expect(try await answer.violation { try HTTPKeySetSource($0, transport: .uncheckedLoopbackHTTP) } == nil)
    }
}
