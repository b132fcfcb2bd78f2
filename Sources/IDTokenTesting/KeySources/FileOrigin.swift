public import IDTokenJWKS

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file as the origin of keys, removed with the origin.
public final class FileOrigin: KeySourceOrigin {
    /// Where the file is.
    public let path: String

    private let make: @Sendable (String) throws -> any KeySetSource

    /// Makes an origin for the sources that the closure makes of a path.
    public init(
        folder: String = "/tmp",
        _ make: @escaping @Sendable (_ path: String) throws -> any KeySetSource = { FileKeySetSource(path: $0) }
    ) {
        path = "\(folder)/idtoken-keys-\(UInt64.random(in: 0...UInt64.max)).json"
        self.make = make
    }

    deinit {
        unsafe unlink(path)
    }

    /// Makes a source for the file.
    public func makeSource() throws -> any KeySetSource { try make(path) }

    /// Writes the file anew, in the place of the old one.
    public func publish(_ bytes: [UInt8]) async throws {
        let temporary = path + ".tmp"
        guard let file = unsafe fopen(temporary, "w") else { throw LoopbackServerError(reason: "fopen") }
        let count = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, file) }
        guard unsafe fclose(file) == 0, count == bytes.count, unsafe rename(temporary, path) == 0 else {
            throw LoopbackServerError(reason: "fwrite")
        }
    }

    /// Breaks the file in the ways a file can be broken.
    public func breakDown(_ fault: KeySourceFault) async throws -> Bool {
        switch fault {
        case .missing: unsafe unlink(path)
        case .oversizedBody: try await publish([UInt8](repeating: UInt8(ascii: " "), count: 1024 * 1024))
        default: return false
        }
        return true
    }
}

/// Bytes supplied by the application as the origin of keys.
public final class SuppliedOrigin: KeySourceOrigin {
    private let source = SuppliedKeySetSource()

    /// Makes an origin without bytes.
    public init() {}

    /// Always the same source, since it holds the bytes itself.
    public func makeSource() throws -> any KeySetSource { source }

    /// Supplies bytes.
    public func publish(_ bytes: [UInt8]) async throws { source.supply(bytes) }

    /// Takes the bytes away, or supplies too many.
    public func breakDown(_ fault: KeySourceFault) async throws -> Bool {
        switch fault {
        case .missing: source.supply(nil)
        case .oversizedBody: source.supply([UInt8](repeating: UInt8(ascii: " "), count: 1024 * 1024))
        default: return false
        }
        return true
    }
}
