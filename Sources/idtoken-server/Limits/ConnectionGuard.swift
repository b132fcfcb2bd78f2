internal import NIOCore
internal import NIOHTTP1

/// Keeps one connection within the limits: host names, body size, time.
///
/// It stands between the parser and the rest of the server, so that a request that is refused here costs no more than its
/// header. Whatever the client goes on sending, a refused connection is closed within ``ServerLimits/lingerTimeout``.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    let limits: ServerLimits
    private let hosts: HostNames
    private let table: ConnectionTable
    private let meters: ServerMeters

    private var entry: ConnectionTable.Entry?
    /// Requests that were passed on and whose answer has not ended.
    private var unanswered = 0
    /// Whether the request that is arriving has not ended.
    private var isReceiving = false
    private var isStream = false
    private var bodyBytes = 0
    private var hasAnswerBegun = false
    /// Whether the answer that is being written, or the last one to come, is the connection's last.
    private var isLast = false
    /// What is to be answered once the answers before it are written, and whether the routes know of the request.
    private var refusal: (reason: Refusal, isPassedOn: Bool)?
    /// Whether the last bytes are on their way out: nothing that still comes from either side counts.
    private var isEnding = false
    /// Whether they are out, and the connection is only read until the client is done.
    private var isLingering = false
    private var isInputClosed = false

    private var deadline: NIODeadline
    private var writeDeadline: NIODeadline = .distantFuture
    private var ticks: RepeatedTask?

    init(limits: ServerLimits, hosts: HostNames, table: ConnectionTable, meters: ServerMeters) {
        (self.limits, self.hosts, self.table, self.meters) = (limits, hosts, table, meters)
        deadline = .now() + TimeAmount(limits.headerTimeout)
    }

    // MARK: Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard entry == nil, ticks == nil else { return }
        entry = table.add(context.channel)
        // One timer a connection that looks now and then, so that a request sets none.
        let tick = TimeAmount(limits.tick)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ticks = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (handler, context) = bound.value
            handler.look(context)
        }
        if entry == nil { refuse(.tooManyConnections, isPassedOn: false, context) }
    }

    private func end() {
        ticks?.cancel()
        ticks = nil
        if let entry { table.remove(entry) }
        entry = nil
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding, refusal == nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Nothing counts behind a request that was the last.
            guard !isLast else { return }
            if let refusal = reasonToRefuse(head) { return refuse(refusal, isPassedOn: false, context) }
            begin(head, context)
        case .body(let bytes):
            guard isReceiving else { return }
            bodyBytes += bytes.readableBytes
            if isStream {
                deadline = .distantFuture
            } else if bodyBytes > limits.maximumBodyBytes {
                return refuse(.bodyTooLarge, isPassedOn: true, context)
            }
        case .end:
            guard isReceiving else { return }
            isReceiving = false
            deadline = .distantFuture
            if unanswered == 0 { awaitRequest() } else { entry?.isAnswered() }
        }
        context.fireChannelRead(data)
    }

    private func reasonToRefuse(_ head: HTTPRequestHead) -> Refusal? {
        if let refusal = hosts.refusal(of: head) { return refusal }
        let isStream = Self.isStream(head)
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        return !isStream && length > limits.maximumBodyBytes ? .bodyTooLarge : nil
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        unanswered += 1
        isReceiving = true
        isStream = Self.isStream(head)
        bodyBytes = 0
        isLast = !head.isKeepAlive
        deadline = .now() + TimeAmount(limits.bodyTimeout)
        entry?.waits()
        // A client that asks first need not wait for its own patience to end (RFC 9110 §10.1.1).
        if unanswered == 1, head.headers.contains(name: "expect"),
            head.headers.first(name: "expect")?.lowercased() == "100-continue"
        {
            context.writeAndFlush(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))),
                promise: nil
            )
        }
    }

    private static func isStream(_ head: HTTPRequestHead) -> Bool {
        head.method == .POST && head.uri.prefix { $0 != "?" } == BatchRoute.path
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        guard !isEnding, refusal == nil else { return }
        refuse(error == .headerOverflow ? .headerTooLarge : .malformed, isPassedOn: isReceiving, context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            isInputClosed = true
            if isLingering { return context.close(promise: nil) }
        }
        // The server is told to end: this answer is the last, and all of it is written.
        if event is ChannelShouldQuiesceEvent, unanswered > 0 { isLast = true }
        context.fireUserInboundEventTriggered(event)
    }

    func read(context: ChannelHandlerContext) {
        // Time counts against a stream only while the server wants more of it.
        if isReceiving, isStream, !isEnding, deadline == .distantFuture {
            deadline = .now() + TimeAmount(limits.bodyTimeout)
            entry?.waits()
        }
        context.read()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Nobody else asks for more now.
        if isEnding || refusal != nil { context.read() }
        context.fireChannelReadComplete()
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isEnding else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.code >= 200 {
                hasAnswerBegun = true
                if !head.isKeepAlive { isLast = true }
                // Only the answer to the last request says so: others may be on their way behind this one.
                if isLast, unanswered == 1 { head.headers.replaceOrAdd(name: "connection", value: "close") }
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            hasAnswerBegun = false
            unanswered -= 1
            if refusal == nil, unanswered == 0, isLast || isInputClosed {
                end(with: data, promise, context)
            } else {
                context.write(data, promise: promise)
                answerEnded(context)
            }
        }
    }

    private func answerEnded(_ context: ChannelHandlerContext) {
        if let refusal {
            if unanswered == (refusal.isPassedOn ? 1 : 0) { write(refusal.reason, context) }
        } else if unanswered == 0, !isReceiving {
            awaitRequest()
        }
    }

    private func awaitRequest() {
        entry?.waits()
        deadline = .now() + TimeAmount(limits.idleTimeout)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline = context.channel.isWritable ? .distantFuture : .now() + TimeAmount(limits.writeTimeout)
        context.fireChannelWritabilityChanged()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all, isEnding, !isLingering {
            // It closes by itself once the last bytes are out.
            context.channel.closeFuture.cascade(to: promise)
            return
        }
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        // The server has nothing more to say; a client that never ends its side is not waited for.
        promise?.succeed()
        if !isEnding { linger(context) }
    }

    // MARK: Refusing

    private func refuse(_ reason: Refusal, isPassedOn: Bool, _ context: ChannelHandlerContext) {
        meters.noteRefusal(reason)
        refusal = (reason, isPassedOn)
        deadline = .now() + TimeAmount(limits.bodyTimeout)
        if isPassedOn, unanswered == 0 || unanswered == 1 && hasAnswerBegun {
            // The answer is out, or cannot be taken back: the client finds it ended early.
            linger(context)
        } else if unanswered == (isPassedOn ? 1 : 0) {
            write(reason, context)
        }
    }

    private func write(_ reason: Refusal, _ context: ChannelHandlerContext) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("error", reason.rawValue)
        writer.member("message", reason.message)
        writer.endObject()
        let head = HTTPResponseHead(
            version: .http1_1,
            status: reason.status,
            headers: [
                "Content-Type": "application/json; charset=utf-8", "Content-Length": String(writer.bytes.count),
                "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Connection": "close",
            ]
        )
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: writer.bytes)))), promise: nil)
        end(with: wrapOutboundOut(.end(nil)), nil, context)
    }

    // MARK: Ending

    /// Writes the last part, and ends the connection once it is out: a slow reader gets all of its answer.
    private func end(with data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        isEnding = true
        deadline = .now() + TimeAmount(limits.writeTimeout)
        let written = promise ?? context.eventLoop.makePromise()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (handler, context) = bound.value
            if context.channel.isActive { handler.linger(context) }
        }
        context.writeAndFlush(data, promise: written)
        context.read()
    }

    /// Ends our side, and goes on reading for a moment what the client still sends.
    private func linger(_ context: ChannelHandlerContext) {
        guard !isLingering else { return }
        (isEnding, isLingering) = (true, true)
        guard !isInputClosed else { return context.close(promise: nil) }
        deadline = .now() + TimeAmount(limits.lingerTimeout)
        entry?.waits()
        context.close(mode: .output, promise: nil)
        context.read()
    }

    /// Looks whether the time is over.
    private func look(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        guard now >= min(deadline, writeDeadline) else { return }
        if !isEnding, refusal == nil, isReceiving, now >= deadline {
            refuse(.tooSlow, isPassedOn: true, context)
        } else {
            context.close(promise: nil)
        }
    }
}

extension ServerLimits {
    /// How often a connection looks at its deadlines.
    fileprivate var tick: Duration {
        min(.seconds(1), headerTimeout / 4, bodyTimeout / 4, idleTimeout / 4, writeTimeout / 4, lingerTimeout / 4)
    }
}
