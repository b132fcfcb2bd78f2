internal import Foundation

/// The tokens of `testvectors/line`, by what becomes of them at ``now``.
enum LineTokens {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../testvectors/line").standardizedFileURL
    /// 2026-01-01 00:00:00 UTC.
    static let now = "1767225600"

    /// The first token that becomes `valid`, or is refused with a code.
    static func first(_ outcome: String) throws -> String {
        let tokens = try lines("tokens.txt")
        let outcomes = try lines("expected.txt")
        struct NoSuchToken: Error {}
        guard let index = outcomes.firstIndex(of: outcome) else { throw NoSuchToken() }
        return tokens[index]
    }

    private static func lines(_ name: String) throws -> [String] {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
