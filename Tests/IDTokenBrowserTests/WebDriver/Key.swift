/// Keys that are no characters, as W3C WebDriver writes them among the text that is typed.
///
/// A key that modifies holds until ``release``.
enum Key {
    static let release = "\u{E000}"
    static let backspace = "\u{E003}"
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"
    static let shift = "\u{E008}"
    static let control = "\u{E009}"
    static let escape = "\u{E00C}"
    static let right = "\u{E014}"
    static let space = "\u{E00D}"
}
