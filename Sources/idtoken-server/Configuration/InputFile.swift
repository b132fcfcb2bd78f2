internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads small files at start-up.
enum InputFile {
    /// The bytes of a regular file; `nil` if it cannot be read or has more than some bytes.
    static func bytes(_ path: String, atMost limit: Int) -> [UInt8]? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: resolved(path))
        // Anything else, such as a pipe, might never end.
        guard attributes?[.type] as? FileAttributeType == .typeRegular, (attributes?[.size] as? Int ?? 0) <= limit,
            let data = try? Data(contentsOf: URL(filePath: path)), data.count <= limit
        else { return nil }
        return [UInt8](data)
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    }
}
