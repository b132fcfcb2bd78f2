#if os(Linux)
    internal import Foundation
    internal import Testing

    /// The bound on memory that the command line promises, whatever the input is.
    @Suite(.serialized)
    struct MemoryTests {
        private static let maximumKilobytes = 150 * 1024
        private static let policy =
            "--provider line --channel-id 1234567890 --jwks jwks.json --secret-file channel-secret.txt --at 1767225600"
        private static let remote =
            "--provider line --channel-id 1234567890 --jwks $SERVER/jwks.json --allow-loopback-http --at 1767225600"

        @Test(arguments: [
            // A quarter of a million tokens, 140 MB, with all their claims written.
            "for i in $(seq 550); do cat tokens.txt; done > many; exec idtoken validate \(policy) --format json --input many",
            // The same by a key set from a URL.
            "for i in $(seq 550); do cat tokens.txt; done > many; exec idtoken validate \(remote) --format json --input many",
            // A quarter of a million tokens of which many would break.
            "for i in $(seq 550); do cat tokens.txt; done > many; sed -n '1,2p' jwks.json | sed '$s/,$/]}/' > one.json; "
                + "exec idtoken keys diff jwks.json one.json --tokens many",
            // One line of 200 MB, in a file and from a pipe.
            "head -c 200000000 /dev/zero | tr '\\0' a > long; exec idtoken validate \(policy) --format json --input long",
            "mkfifo pipe; head -c 200000000 /dev/zero | tr '\\0' a > pipe & exec idtoken validate \(policy) --input - < pipe",
            "mkfifo pipe; head -c 200000000 /dev/zero | tr '\\0' a > pipe & "
                + "exec idtoken validate \(policy) --input-format jsonl --input - < pipe",
            // Results that are a hundred times as long as the input.
            "head -c 1000000 /dev/zero | tr '\\0' '\\n' > empty; exec idtoken validate \(policy) --format json --input empty",
            // Results that nobody reads for a while.
            "for i in $(seq 200); do cat tokens.txt; done > many; mkfifo pipe; (sleep 2; cat) < pipe > /dev/null & "
                + "exec idtoken validate \(policy) --format json --input many > pipe",
        ])
        func `Memory stays within 150 MB`(command: String) throws {
            let workspace = try Workspace()
            defer { workspace.remove() }
            let process = try workspace.start(command)
            var peak = 0
            // The system keeps the peak of the program itself from the moment that the shell has become it.
            while process.isRunning {
                peak = max(peak, Self.peakKilobytes(of: process.processIdentifier) ?? 0)
                usleep(5000)
            }
            #expect(process.terminationStatus == 1)
            #expect(peak > 0 && peak < Self.maximumKilobytes, "\(peak) kB")
        }

        private static func peakKilobytes(of process: Int32) -> Int? {
            guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
                text.hasPrefix("Name:\tidtoken\n"),
                let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
            else { return nil }
            return Int(line.filter(\.isNumber))
        }
    }
#endif
