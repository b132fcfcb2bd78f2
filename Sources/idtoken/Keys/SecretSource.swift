internal import IDTokenCore

/// Where one shared secret comes from, and the audience that it belongs to.
///
/// A secret is never an argument, because arguments are visible to every user of the machine. For the same reason no
/// message quotes what was given: it may be the secret itself, put where its file or variable is wanted.
struct SecretSource {
    /// The most bytes of a secret; the usual ones have 32.
    static let maximumBytes = 65_536

    private enum Place {
        case file(String)
        case variable(String)
    }

    private let place: Place
    private let audience: String

    /// Reads `[AUDIENCE=]FILE`.
    static func file(_ argument: String, audiences: [String]) throws(CommandFailure) -> SecretSource {
        let (audience, path) = try split(argument, audiences, option: "--secret-file", wanted: "FILE")
        return SecretSource(place: .file(path), audience: audience)
    }

    /// Reads `[AUDIENCE=]NAME`.
    static func variable(_ argument: String, audiences: [String]) throws(CommandFailure) -> SecretSource {
        let (audience, name) = try split(argument, audiences, option: "--secret-env", wanted: "NAME")
        return SecretSource(place: .variable(name), audience: audience)
    }

    /// Reads the secret.
    func load() throws(CommandFailure) -> SharedSecret {
        let bytes: [UInt8]
        switch place {
        case .file(let path): bytes = try read(path)
        case .variable(let name):
            guard let value = Process.environment(name) else {
                throw .usage("\(owner) is in no environment variable of that name: set it, or correct --secret-env")
            }
            bytes = Array(value.utf8)
        }
        do {
            return try SharedSecret(bytes, audience: audience)
        } catch {
            throw .usage("\(owner) is empty: it must be the secret's characters")
        }
    }

    private var owner: String { "the secret of audience \(ForeignText.shown(audience))" }

    private func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        do {
            var bytes = try FileInput(path: path).readAll(limit: Self.maximumBytes)
            // Editors end a file with one newline, which is not part of the secret.
            if bytes.last == UInt8(ascii: "\n") {
                bytes.removeLast()
                if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            }
            return bytes
        } catch {
            let hint = path.contains("=") ? "; what stands before = is none of the audiences" : ""
            throw .usage("\(owner) cannot be read from the file that --secret-file names: \(error)\(hint)")
        }
    }

    /// Tells `AUDIENCE=` from the rest, which may hold equals signs itself, as may an audience.
    private static func split(
        _ argument: String,
        _ audiences: [String],
        option: String,
        wanted: String
    ) throws(CommandFailure) -> (audience: String, rest: String) {
        let named = audiences.filter { argument.hasPrefix("\($0)=") }.max { $0.utf8.count < $1.utf8.count }
        if let named {
            return (named, String(argument.dropFirst(named.count + 1)))
        }
        guard let only = audiences.first, Set(audiences).count == 1 else {
            throw .usage("\(option) must say whose secret it is where there are several audiences: AUDIENCE=\(wanted)")
        }
        return (only, argument)
    }
}
