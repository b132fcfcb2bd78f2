internal import IDTokenCore

/// Names that the command line was given, as messages may show them.
enum ShownName {
    /// A file's path with odd characters escaped; or, where somebody gave a token in its place, none of it.
    static func path(_ path: String) -> String {
        looksLikeToken(path) ? "'…'" : "'\(ForeignText.shown(path))'"
    }

    /// Whether a text could be a token, or a part of one: a JSON object begins with `eyJ` in base64url.
    private static func looksLikeToken(_ text: String) -> Bool {
        text.hasPrefix("eyJ") || text.utf8.count > 100 && text.split(separator: ".").count == 3 && !text.contains("/")
    }
}
