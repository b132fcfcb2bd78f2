internal import IDTokenCore

/// What readers see: a ``Publication`` with the answers made ready.
final class PublishedKeys: Sendable {
    /// The answer, once for each counter of ``ReaderSections``: to hand it out counts a reference, and threads that counted
    /// on the same one would wait for each other longer than all else of a reading takes.
    private let readings: [KeySetReading]
    let publication: Publication
    let trustedUntilUptime: Uptime
    let trustedUntilWall: NumericDate
    let knockFrom: Uptime

    init(_ publication: Publication) {
        self.publication = publication
        readings = (0..<ReaderSections.count).map { _ in
            publication.keys.map { .keys($0.withOwnReference()) } ?? .unavailable(retryAfterSeconds: 1)
        }
        trustedUntilUptime = publication.trustedUntil.uptime
        trustedUntilWall = publication.trustedUntil.wall
        knockFrom = publication.knockFrom
    }

    /// The answer for the calling thread.
    @inline(__always)
    var reading: KeySetReading { readings[ReaderSections.currentIndex] }
}
