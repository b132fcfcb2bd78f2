#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The standard output and the standard error, written at once and not through a buffer.
enum StandardStream: CInt {
    case output = 1
    case error = 2

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    unsafe Glibc.write(rawValue, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    unsafe Musl.write(rawValue, buffer.baseAddress, buffer.count)
                #elseif canImport(Darwin)
                    unsafe Darwin.write(rawValue, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }

    func write(_ text: String) {
        write(Array(text.utf8))
    }
}
