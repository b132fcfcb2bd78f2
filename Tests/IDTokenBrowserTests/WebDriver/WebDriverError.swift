/// That the driver refused a command, or answered what a driver does not answer.
struct WebDriverError: Error, CustomStringConvertible {
    /// The driver's code, for example `no such element`.
    let code: String
    let message: String

    var description: String { "\(code): \(message)" }
}
