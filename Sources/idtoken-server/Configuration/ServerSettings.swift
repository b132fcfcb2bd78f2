internal import Hummingbird
internal import IDTokenCore
internal import Logging

/// Everything that was set, checked.
struct ServerSettings {
    let providers: [ProviderSettings]
    let listening: ListeningSettings
    let nonces: NonceSettings
    let limits: ServerLimits
    let keyWait: Duration
    let logging: LogSettings

    /// Puts the sources together: a flag counts before a variable of the environment, and that before the file.
    init(
        flags: [Setting: [String]],
        environment: [String: String],
        file: ConfigurationFile
    ) throws(ConfigurationError) {
        let reader = SettingsReader(flags: flags, environment: environment, file: file.values)
        logging = try LogSettings(reader)
        if file.providers.isEmpty {
            providers = [try ProviderSettings(reader)]
        } else {
            guard try !reader.namesProvider() else {
                throw ConfigurationError("a provider is given beside the providers of the file: put it into the file")
            }
            var providers: [ProviderSettings] = []
            for (index, values) in file.providers.enumerated() {
                do throws(ConfigurationError) {
                    providers.append(try ProviderSettings(SettingsReader(values)))
                } catch {
                    throw ConfigurationError("providers[\(index)]: \(error.message)")
                }
            }
            self.providers = providers
        }
        let issuers = providers.map(\.policy.issuer)
        guard Set(issuers).count == issuers.count else {
            throw ConfigurationError("two providers have the same issuer: give all its audiences to one")
        }
        listening = try ListeningSettings(reader)
        nonces = try NonceSettings(reader)
        limits = try ServerLimits(reader)
        keyWait = try reader.seconds(.keyWait, from: 0) ?? .seconds(2)
    }
}

extension ServerLimits {
    init(_ reader: SettingsReader) throws(ConfigurationError) {
        self.init()
        if let bytes = try reader.number(.maximumBodyBytes, in: 1024...16_777_216) { maximumBodyBytes = bytes }
        if let bytes = try reader.number(.maximumLineBytes, in: 1024...1_048_576) { maximumLineBytes = bytes }
        if let bytes = try reader.number(.maximumHeaderBytes, in: 1024...1_048_576) { maximumHeaderBytes = bytes }
        if let count = try reader.number(.maximumConnections, in: 1...100_000) { maximumConnections = count }
        if let time = try reader.seconds(.headerTimeout, from: 0.1) { headerTimeout = time }
        if let time = try reader.seconds(.bodyTimeout, from: 0.1) { bodyTimeout = time }
        if let time = try reader.seconds(.idleTimeout, from: 0.1) { idleTimeout = time }
        if let time = try reader.seconds(.writeTimeout, from: 0.1) { writeTimeout = time }
    }
}
