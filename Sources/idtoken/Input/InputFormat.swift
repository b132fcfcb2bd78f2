internal import ArgumentParser

/// How tokens lie in the input.
enum InputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// One token a line.
    case lines
    /// One JSON object a line: `{"token":…,"nonce":…,"subject":…}`, the last two where they are expected.
    case jsonl

    /// The most bytes of a line that are looked at; a longer one holds a token that is too large, or so much else that
    /// it is treated as one.
    ///
    /// A character of a JSON string may be spelled with six bytes, and nonce and subject need room beside the token.
    func maximumLineBytes(maximumTokenBytes: Int) -> Int {
        switch self {
        case .lines: maximumTokenBytes
        case .jsonl: 8 * maximumTokenBytes + 131_072
        }
    }
}
