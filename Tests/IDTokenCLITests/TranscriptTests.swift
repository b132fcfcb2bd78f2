internal import Foundation
internal import Testing

/// The command line as people and scripts see it: every file in `Transcripts` is a session that must go as it is
/// written.
struct TranscriptTests {
    @Test(arguments: Transcript.names)
    func `A session goes as its transcript says`(name: String) throws {
        let workspace = try Workspace()
        defer { workspace.remove() }
        for step in try Transcript(named: name).steps {
            let run = try workspace.run(step.command)
            let place: Comment = "\(name), line \(step.line): \(step.command)"
            #expect(step.output.matches(run.output), place)
            #expect(step.errors.matches(run.errors), place)
            #expect(run.status == step.status, place)
        }
    }
}
