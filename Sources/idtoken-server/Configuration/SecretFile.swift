internal import IDTokenCore

/// The file that holds a shared secret, and the audience that the secret belongs to: `[AUDIENCE=]FILE`.
///
/// A secret is never a setting itself, because arguments and environments are visible to others. For the same reason no
/// message quotes what was given: it may be the secret, put where its file is wanted.
struct SecretFile {
    /// The most bytes of a secret; the usual ones have 32.
    static let maximumBytes = 65_536

    let audience: String
    let path: String

    /// Tells `AUDIENCE=` from the path, which may hold equals signs itself, as may an audience.
    init(_ argument: String, audiences: [String]) throws(ConfigurationError) {
        if let named = audiences.filter({ argument.hasPrefix("\($0)=") }).max(by: { $0.utf8.count < $1.utf8.count }) {
            (audience, path) = (named, String(argument.dropFirst(named.count + 1)))
            return
        }
        guard let only = audiences.first, Set(audiences).count == 1 else {
            throw ConfigurationError(
                "secret-file must say whose it is where there are several audiences: AUDIENCE=FILE"
            )
        }
        (audience, path) = (only, argument)
    }

    /// Reads the secret.
    func secret() throws(ConfigurationError) -> SharedSecret {
        let owner = "the secret of audience \(ForeignText.shown(audience))"
        guard var bytes = InputFile.bytes(path, atMost: Self.maximumBytes) else {
            let hint = path.contains("=") ? "; what stands before = is none of the audiences" : ""
            throw ConfigurationError("\(owner) cannot be read from the file that secret-file names\(hint)")
        }
        // Editors end a file with one newline, which is not part of the secret.
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        do throws(IDTokenError) {
            return try SharedSecret(bytes, audience: audience)
        } catch {
            throw ConfigurationError("\(owner) is empty: it must be the secret's characters")
        }
    }
}
