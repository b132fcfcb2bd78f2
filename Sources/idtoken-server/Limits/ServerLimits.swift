/// The bounds on what a client may make the server do, all in one place.
struct ServerLimits: Sendable {
    /// The most bytes of a body, unless it is a stream: four times the longest token, for what stands around it.
    var maximumBodyBytes = 65_536
    /// The most bytes of a line of a batch.
    var maximumLineBytes = 65_536
    /// The most bytes of all header fields together, and of each.
    var maximumHeaderBytes = 16_384
    /// The most header fields; browsers send about twenty.
    var maximumHeaderFields = 100
    /// The most connections. More are accepted at the expense of those that are not being answered. With the files that
    /// are open besides it stays below 1,024, which is all that many systems let a process open.
    var maximumConnections = 512
    /// How long a new connection may take to send its first header.
    var headerTimeout: Duration = .seconds(10)
    /// How long a body may take to arrive; of a stream, each part of it.
    var bodyTimeout: Duration = .seconds(10)
    /// How long a connection may be kept without a request.
    var idleTimeout: Duration = .seconds(60)
    /// How long a client may leave an answer unread when no more of it fits into the socket.
    var writeTimeout: Duration = .seconds(30)
    /// How long a connection that is being closed goes on reading, so that the client reads the answer before a reset
    /// takes it away.
    var lingerTimeout: Duration = .seconds(1)
}
