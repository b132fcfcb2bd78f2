internal import FoundationEssentials
internal import IDTokenCore
internal import Logging

/// Writes one line an event, as text or as a JSON object. Foreign text is escaped, so that nothing can steer a terminal
/// or begin a line of its own.
struct LineLogHandler: LogHandler {
    /// What Hummingbird calls the request's ID; it is shown as `request_id`.
    static let requestIDKey = "hb.request.id"

    let format: LogSettings.Format
    private let write: @Sendable ([UInt8]) -> Void
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(format: LogSettings.Format, level: Logger.Level, write: @escaping @Sendable ([UInt8]) -> Void) {
        (self.format, logLevel, self.write) = (format, level, write)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let merged = metadata.merging(event.metadata ?? [:]) { _, own in own }
        let fields = merged.map { ($0 == Self.requestIDKey ? "request_id" : $0, $1) }.sorted { $0.0 < $1.0 }
        let time = Date.now.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true)) + "Z"
        switch format {
        case .json:
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("time", time)
            writer.member("level", event.level.rawValue)
            writer.member("message", "\(event.message)")
            for (name, value) in fields { writer.member(name, "\(value)") }
            writer.endObject()
            writer.newline()
            write(writer.bytes)
        case .text:
            var line = "\(time) \(event.level) \(ForeignText.escaped("\(event.message)"))"
            for (name, value) in fields { line += " \(name)=\(Self.shown("\(value)"))" }
            write(Array((line + "\n").utf8))
        }
    }

    private static func shown(_ text: String) -> String {
        let escaped = ForeignText.escaped(text)
        return escaped.contains(" ") || escaped.contains("\"") || escaped.isEmpty
            ? "\"\(escaped.replacing("\"", with: "\\\""))\"" : escaped
    }
}
