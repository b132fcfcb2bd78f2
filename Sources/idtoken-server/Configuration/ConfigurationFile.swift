internal import IDTokenCore

/// A configuration file: one JSON object whose members are settings.
///
/// ```json
/// {
///   "port": 8080,
///   "providers": [
///     {"provider": "line", "channel-id": ["1234567890"], "jwks": "https://api.line.me/oauth2/v2.1/certs"},
///     {"issuer": "https://login.example", "audience": ["shop"], "jwks": "/etc/idtoken/example.json"}
///   ]
/// }
/// ```
///
/// The settings of a single provider may stand beside the others in place of `providers`. A member that is not known is an
/// error: a misspelt limit must not become none.
struct ConfigurationFile {
    var values: [Setting: [String]] = [:]
    var providers: [[Setting: [String]]] = []

    /// The most bytes of a file.
    static let maximumBytes = 1_048_576

    init() {}

    /// Reads a file.
    init(path: String) throws(ConfigurationError) {
        let name = "the configuration file \(ForeignText.shown(path))"
        guard let bytes = InputFile.bytes(path, atMost: Self.maximumBytes) else {
            throw ConfigurationError("\(name) cannot be read")
        }
        do throws(ConfigurationError) {
            try self.init(parsing: bytes)
        } catch {
            throw ConfigurationError("\(name): \(error.message)")
        }
    }

    /// Reads the text of a file.
    init(parsing text: [UInt8]) throws(ConfigurationError) {
        guard let value = try? JSONValue(parsing: text), let members = value.objectValue else {
            throw ConfigurationError("it is not one JSON object")
        }
        var settings: [JSONObjectMember] = []
        for member in members {
            guard member.name == "providers" else {
                settings.append(member)
                continue
            }
            guard let elements = member.value.arrayValue, !elements.isEmpty, providers.isEmpty else {
                throw ConfigurationError("providers must be one list of objects, and not empty")
            }
            for (index, element) in elements.enumerated() {
                guard let members = element.objectValue else {
                    throw ConfigurationError("providers[\(index)] is no object")
                }
                providers.append(
                    try Self.settings(members, allowed: Setting.ofProvider, where: "in providers[\(index)]")
                )
            }
        }
        values = try Self.settings(settings, allowed: Set(Setting.allCases), where: "in it")
        if !providers.isEmpty, let both = values.keys.first(where: Setting.ofProvider.contains) {
            throw ConfigurationError("\(both.rawValue) stands beside providers: put it into one of them")
        }
    }

    private static func settings(
        _ members: [JSONObjectMember],
        allowed: Set<Setting>,
        where place: String
    ) throws(ConfigurationError) -> [Setting: [String]] {
        var settings: [Setting: [String]] = [:]
        for member in members {
            guard let setting = Setting(rawValue: member.name), allowed.contains(setting) else {
                throw ConfigurationError("there is no setting \(ForeignText.shown(member.name)) \(place)")
            }
            guard settings[setting] == nil else {
                throw ConfigurationError("\(setting.rawValue) is given twice \(place)")
            }
            settings[setting] = try texts(member.value, of: setting)
        }
        return settings
    }

    /// The value as the texts that a flag or a variable would have had.
    private static func texts(_ value: JSONValue, of setting: Setting) throws(ConfigurationError) -> [String] {
        switch (setting.kind, value) {
        case (.flag, .bool(let isOn)): return [isOn ? "true" : "false"]
        case (.text, .string(let text)), (.list, .string(let text)): return [text]
        case (.text, .number(let spelling)): return [spelling]
        case (.list, .array(let elements)):
            let texts = elements.compactMap(\.stringValue)
            guard texts.count == elements.count, !texts.isEmpty else { break }
            return texts
        default: break
        }
        let wanted =
            switch setting.kind {
            case .flag: "true or false"
            case .text: "a string or a number"
            case .list: "a list of strings"
            }
        throw ConfigurationError("\(setting.rawValue) must be \(wanted)")
    }
}
