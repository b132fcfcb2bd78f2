/// Makes text that came from outside safe to show in an error, a log line or a terminal.
package enum ForeignText {
    /// The most bytes of foreign text that an error shows.
    static let maximumShownBytes = 256

    /// The text with control and bidirectional characters escaped as `\u{…}`, cut at ``maximumShownBytes`` bytes.
    package static func shown(_ text: String) -> String {
        escaped(text, maximumBytes: maximumShownBytes)
    }

    /// The text with control and bidirectional characters escaped as `\u{…}`; if that is longer than
    /// `maximumBytes`, as much of it as fits with an ellipsis behind.
    package static func escaped(_ text: String, maximumBytes: Int = .max) -> String {
        // Nearly every text is printable ASCII, and stays as it is.
        if text.utf8.count <= maximumBytes, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        let ellipsis = "…"
        var result = ""
        // Where a text that turns out too long is cut; no copy is kept, which would cost the square of the length.
        var cut = 0
        for scalar in text.unicodeScalars {
            result += needsEscape(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
            if result.utf8.count > maximumBytes {
                return String(decoding: result.utf8.prefix(cut), as: UTF8.self) + ellipsis
            }
            if result.utf8.count <= maximumBytes - ellipsis.utf8.count {
                cut = result.utf8.count
            }
        }
        return result
    }

    /// Whether a scalar could steer a terminal or reorder the text around it: C0 and C1 controls, the Unicode
    /// bidirectional marks, embeddings and isolates, line and paragraph separators, zero-width and tag characters.
    package static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x061C, 0x180E, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default:
            false
        }
    }
}
