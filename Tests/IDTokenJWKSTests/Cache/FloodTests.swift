import Foundation
import IDTokenCore
import IDTokenTesting
import Testing

@testable import IDTokenJWKS

#if os(Linux)
    /// A flood of made-up key identifiers, in a process of its own, so that its memory is nobody else's.
    @Suite struct FloodTests {
        @Test func `A million made-up key identifiers cost one attempt for each cool-down and no memory`() async {
            await #expect(processExitsWith: .success) {
                let fixture = try await LiveFixture.ready()
                let forger = MadeUpTokens(fixture)
                fixture.clock.advance(by: 31)
                fixture.forge(forger, 0..<1000)
                #expect(await eventually { !fixture.cache.status.isRefreshing })
                let (attempts, memory) = (fixture.source.requests.count, OwnMemory.bytes)
                // Five minutes, in steps of a quarter of a cool-down.
                var most = 0
                for step in 0..<40 {
                    fixture.clock.advance(by: 7.5)
                    fixture.forge(forger, (step * 250)..<(step * 250 + 250))
                    guard case .keys(let keys) = fixture.cache.keySet(at: fixture.now) else { break }
                    for _ in 0..<24_750 { _ = fixture.cache.unknownKey(in: keys.generation, at: fixture.now) }
                    most = max(most, OwnMemory.bytes - memory)
                    #expect(await eventually { !fixture.cache.status.isRefreshing })
                    #expect(fixture.code(fixture.token(by: 0)) == nil)
                }
                #expect(most < 1024 * 1024)
                #expect((9...10).contains(fixture.source.requests.count - attempts))
                #expect(fixture.cache.status.suppressedUnknownKeys >= 999_900)
            }
        }
    }

    extension LiveFixture {
        /// Presents made-up tokens.
        fileprivate func forge(_ tokens: MadeUpTokens, _ numbers: Range<Int>) {
            for number in numbers {
                let code = code(String(decoding: tokens[number], as: UTF8.self))
                if code != .unknownKey { Issue.record("\(String(describing: code))") }
            }
        }
    }

    /// A good token but for its key identifier, of which there are a million.
    private struct MadeUpTokens {
        private let head: [UInt8]
        private let tail: [UInt8]

        init(_ fixture: LiveFixture) {
            let token = Array(fixture.token(by: 0).utf8)
            let dot = token.firstIndex(of: UInt8(ascii: ".")) ?? token.startIndex
            tail = Array(token[dot...])
            head = Array(#"{"typ":"JWT","alg":"ES256","kid":""#.utf8)
        }

        subscript(number: Int) -> [UInt8] {
            Array(Base64URL.encode(head + Array("made-up-\(number)\"}".utf8)).utf8) + tail
        }
    }

    /// The memory that this process has to itself: resident pages that are of no file.
    private enum OwnMemory {
        static var bytes: Int {
            let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
            let pages = text.split(separator: " ").compactMap { Int($0) }
            return pages.count > 2 ? (pages[1] - pages[2]) * Int(getpagesize()) : .max
        }
    }
#endif
