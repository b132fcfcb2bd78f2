internal import Logging

/// How much is logged, and how it is written.
struct LogSettings {
    /// The form of a line.
    enum Format: String, CaseIterable {
        case text, json
    }

    let level: Logger.Level
    let format: Format

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        level = try reader.choice(.logLevel, Logger.Level.self) ?? .info
        format = try reader.choice(.logFormat, Format.self) ?? .text
    }

    func logger() -> Logger {
        let (level, format) = (self.level, self.format)
        return Logger(label: "idtoken-server") { _ in
            LineLogHandler(format: format, level: level) { StandardStream.error.write($0) }
        }
    }
}
