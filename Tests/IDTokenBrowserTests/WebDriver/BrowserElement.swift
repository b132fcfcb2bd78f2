internal import IDTokenCore
internal import IDTokenTesting

/// An element of a page.
struct BrowserElement: Sendable {
    private let connection: WebDriverConnection
    private let path: String

    /// The name under which W3C WebDriver hands over an element.
    private static let marker = "element-6066-11e4-a52e-4f735466cecf"

    init(_ value: JSONValue, _ session: WebDriverConnection) throws {
        guard let identifier = value[Self.marker]?.stringValue else {
            throw WebDriverError(code: "no such element", message: value.text)
        }
        connection = session
        path = "/element/\(identifier)"
    }

    /// Scrolls to it and clicks at its middle.
    func click() async throws {
        _ = try await connection.send("POST", path + "/click", [:])
    }

    /// Types into it; see ``Key`` for keys that are no characters.
    func type(_ keys: String) async throws {
        _ = try await connection.send("POST", path + "/value", ["text": .string(keys)])
    }

    /// Empties a field.
    func clear() async throws {
        _ = try await connection.send("POST", path + "/clear", [:])
    }

    /// Its text as it is seen: nothing of what is hidden.
    var text: String {
        get async throws { try await connection.send("GET", path + "/text").stringValue ?? "" }
    }

    /// Whether it is seen.
    var isDisplayed: Bool {
        get async throws { try await connection.send("GET", path + "/displayed").boolValue ?? false }
    }

    /// An attribute as it stands in the markup, if it does.
    func attribute(_ name: String) async throws -> String? {
        try await connection.send("GET", path + "/attribute/\(name)").stringValue
    }

    /// A property of its object, for example the `value` of a field.
    func property(_ name: String) async throws -> JSONValue {
        try await connection.send("GET", path + "/property/\(name)")
    }
}
