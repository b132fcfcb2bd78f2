internal import Configuration
internal import IDTokenCore

/// Reads settings, from wherever they come, and says what is wrong with one.
struct SettingsReader {
    private let reader: ConfigReader

    /// Reads from several sources, of which the first that has a setting counts.
    init(flags: [Setting: [String]], environment: [String: String], file: [Setting: [String]]) {
        reader = ConfigReader(providers: [
            Self.source("flags", flags),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: ["idtoken"]),
            Self.source("file", file),
        ])
    }

    /// Reads from one source.
    init(_ values: [Setting: [String]]) {
        reader = ConfigReader(provider: Self.source("provider", values))
    }

    private static func source(_ name: String, _ values: [Setting: [String]]) -> InMemoryProvider {
        InMemoryProvider(
            name: name,
            values: Dictionary(
                uniqueKeysWithValues: values.map { setting, texts in
                    let content: ConfigContent =
                        setting.kind == .list ? .stringArray(texts) : .string(texts.last ?? "")
                    return (AbsoluteConfigKey([setting.rawValue]), ConfigValue(content, isSecret: false))
                }
            )
        )
    }

    /// A text that is not empty.
    func text(_ setting: Setting) throws(ConfigurationError) -> String? {
        guard let text = reader.string(forKey: ConfigKey([setting.rawValue])) else { return nil }
        guard !text.isEmpty else { throw ConfigurationError("\(setting.rawValue) is empty") }
        return text
    }

    /// Texts of which none is empty; an empty list if there are none.
    func list(_ setting: Setting) throws(ConfigurationError) -> [String] {
        let texts = reader.stringArray(forKey: ConfigKey([setting.rawValue])) ?? []
        guard !texts.contains("") else { throw ConfigurationError("\(setting.rawValue) has an empty value") }
        return texts
    }

    func isOn(_ setting: Setting) throws(ConfigurationError) -> Bool {
        switch try text(setting) {
        case nil, "false": false
        case "true": true
        default: throw ConfigurationError("\(setting.rawValue) must be true or false")
        }
    }

    /// A whole number in a range.
    func number(_ setting: Setting, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let text = try text(setting) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw ConfigurationError(
                "\(setting.rawValue) must be a whole number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// Seconds, decimals allowed, up to a day.
    func seconds(_ setting: Setting, from least: Double) throws(ConfigurationError) -> Duration? {
        guard let text = try text(setting) else { return nil }
        guard let seconds = Double(text), (least...86_400).contains(seconds) else {
            throw ConfigurationError("\(setting.rawValue) must be seconds from \(least) to 86400")
        }
        return .seconds(seconds)
    }

    /// One of some words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ setting: Setting,
        _ type: Choice.Type
    ) throws(ConfigurationError) -> Choice? {
        guard let text = try text(setting) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError("\(setting.rawValue) must be one of: \(words)")
        }
        return choice
    }

    /// Whether any setting of a provider is given.
    func namesProvider() throws(ConfigurationError) -> Bool {
        for setting in Setting.ofProvider {
            let isGiven = setting.kind == .list ? try !list(setting).isEmpty : try text(setting) != nil
            if isGiven { return true }
        }
        return false
    }
}
