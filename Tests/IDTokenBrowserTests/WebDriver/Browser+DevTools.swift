internal import IDTokenCore
internal import IDTokenTesting

extension Browser {
    /// Runs a command of the Chrome DevTools Protocol.
    @discardableResult
    func devTools(_ command: String, _ parameters: JSONMembers = [:]) async throws -> JSONValue {
        try await connection.send(
            "POST",
            "/goog/cdp/execute",
            ["cmd": .string(command), "params": parameters.value]
        )
    }

    /// Makes the window that of a phone of this size, in CSS pixels.
    func emulatePhone(width: Int, height: Int = 740) async throws {
        try await devTools(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(String(width)), "height": .number(String(height)), "deviceScaleFactor": .number("2"),
                "mobile": .bool(true),
            ]
        )
    }

    /// Prefers light or dark pages, as a person chooses in the settings of the system.
    func prefer(dark: Bool) async throws {
        let feature: JSONMembers = ["name": .string("prefers-color-scheme"), "value": .string(dark ? "dark" : "light")]
        try await devTools("Emulation.setEmulatedMedia", ["features": .array([feature.value])])
    }

    /// What the console has shown since the last call, from warnings upwards: script errors, refused policies, failed loads.
    func consoleMessages() async throws -> [String] {
        try await log("browser").filter { $0["level"]?.stringValue != "INFO" }
            .compactMap { $0["message"]?.stringValue }
    }

    /// The addresses that the page has asked for since the last call, whether or not anything came of it.
    func requestedAddresses() async throws -> [String] {
        try await log("performance").compactMap { entry in
            guard let text = entry["message"]?.stringValue,
                let message = try JSONValue(parsing: Array(text.utf8))["message"],
                message["method"]?.stringValue == "Network.requestWillBeSent"
            else { return nil }
            return message["params"]?["request"]?["url"]?.stringValue
        }
    }

    private func log(_ kind: String) async throws -> [JSONValue] {
        try await connection.send("POST", "/se/log", ["type": .string(kind)]).arrayValue ?? []
    }
}
