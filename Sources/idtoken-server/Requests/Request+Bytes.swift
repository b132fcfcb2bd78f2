internal import Hummingbird
internal import NIOCore

extension Request {
    /// The whole body. The connection's guard has ended the request already if it is longer than the limit.
    func bytes(atMost limit: Int) async throws -> [UInt8] {
        Array(buffer: try await body.collect(upTo: limit))
    }
}
