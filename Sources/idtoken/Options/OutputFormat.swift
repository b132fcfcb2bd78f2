internal import ArgumentParser

/// How results are written on standard output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// A readable line for each.
    case text
    /// One JSON object a line for each.
    case json
}
