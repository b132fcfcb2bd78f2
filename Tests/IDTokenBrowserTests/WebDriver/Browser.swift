internal import Foundation
internal import IDTokenCore
internal import IDTokenTesting

/// A headless Chromium with one window, driven as a person would: by looking for things, clicking and typing.
///
/// ```swift
/// try await Browser.run { browser in
///     try await browser.navigate(to: "http://127.0.0.1:8080/")
///     try await browser.find("#name").type("Taro" + Key.enter)
///     #expect(try await browser.find("#greeting").text == "Hello, Taro")
/// }
/// ```
struct Browser: Sendable {
    /// The session's commands.
    let connection: WebDriverConnection

    /// How long ``find(_:)`` waits for an element: the driver does the waiting, and ends it at once when it is there.
    private static let patience = 20_000

    /// Starts a browser, hands it to `body` and ends it, whatever comes of that.
    ///
    /// - Parameters:
    ///   - width: The window's width in pixels.
    ///   - height: The window's height in pixels.
    static func run<Result: Sendable>(
        width: Int = 1280,
        height: Int = 900,
        _ body: @Sendable (Browser) async throws -> Result
    ) async throws -> Result {
        let driver = try await ChromeDriver.start()
        do {
            let result = try await body(Browser(driver, width: width, height: height))
            await driver.end()
            return result
        } catch {
            await driver.end()
            throw error
        }
    }

    private init(_ driver: ChromeDriver, width: Int, height: Int) async throws {
        let arguments: [JSONValue] = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
            "--no-first-run", "--no-proxy-server", "--disable-background-networking", "--disable-component-update",
            // Whatever the page or the browser itself asks for elsewhere, it does not get.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--lang=en-GB",
            "--window-size=\(width),\(height)",
        ].map { .string($0) }
        let chrome: JSONMembers = ["binary": .string(ChromeDriver.browser), "args": .array(arguments)]
        let logs: JSONMembers = ["browser": .string("ALL"), "performance": .string("ALL")]
        let timeouts: JSONMembers = ["implicit": .number(String(Self.patience))]
        let wanted: JSONMembers = [
            "browserName": .string("chrome"), "goog:chromeOptions": chrome.value, "goog:loggingPrefs": logs.value,
            "timeouts": timeouts.value,
        ]
        let capabilities: JSONMembers = ["alwaysMatch": wanted.value]
        let answer = try await WebDriverConnection(address: driver.address)
            .send("POST", "/session", ["capabilities": capabilities.value])
        guard let identifier = answer["sessionId"]?.stringValue else {
            throw WebDriverError(code: "session not created", message: answer.text)
        }
        connection = WebDriverConnection(address: "\(driver.address)/session/\(identifier)")
    }

    // MARK: Places

    /// Opens an address and waits until it has loaded.
    func navigate(to address: String) async throws {
        _ = try await connection.send("POST", "/url", ["url": .string(address)])
    }

    /// The address that is open.
    var address: String {
        get async throws { try await connection.send("GET", "/url").stringValue ?? "" }
    }

    /// The title of the page.
    var title: String {
        get async throws { try await connection.send("GET", "/title").stringValue ?? "" }
    }

    // MARK: Elements

    /// The first element that a CSS selector finds, waited for if it is not there yet.
    func find(_ selector: String) async throws -> BrowserElement {
        let value = try await connection.send("POST", "/element", Self.by(selector))
        return try BrowserElement(value, connection)
    }

    /// All elements that a CSS selector finds, at least one of them waited for; none if none comes.
    func findAll(_ selector: String) async throws -> [BrowserElement] {
        let values = try await connection.send("POST", "/elements", Self.by(selector))
        return try (values.arrayValue ?? []).map { try BrowserElement($0, connection) }
    }

    /// The element that has the keyboard.
    var focused: BrowserElement {
        get async throws { try BrowserElement(await connection.send("GET", "/element/active"), connection) }
    }

    /// Types into whatever has the keyboard; see ``Key`` for keys that are no characters.
    func press(_ keys: String) async throws {
        try await focused.type(keys)
    }

    private static func by(_ selector: String) -> JSONMembers {
        ["using": .string("css selector"), "value": .string(selector)]
    }

    // MARK: Beyond what a person can do

    /// Runs the body of a function in the page and returns its result, which may be a promise.
    @discardableResult
    func script(_ body: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await connection.send("POST", "/execute/sync", ["script": .string(body), "args": .array(arguments)])
    }

    /// What the window shows, as a PNG.
    func screenshot() async throws -> Data {
        let text = try await connection.send("GET", "/screenshot").stringValue ?? ""
        return Data(base64Encoded: text) ?? Data()
    }
}
