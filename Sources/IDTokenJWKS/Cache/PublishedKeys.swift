internal import IDTokenCore

/// What readers see: a ``Publication`` with the answers made ready.
final class PublishedKeys: Sendable {
    let reading: KeySetReading
    let publication: Publication
    let trustedUntilUptime: Uptime
    let trustedUntilWall: NumericDate
    let knockFrom: Uptime

    init(_ publication: Publication) {
        self.publication = publication
        reading = publication.keys.map { .keys($0) } ?? .unavailable(retryAfterSeconds: 1)
        trustedUntilUptime = publication.trustedUntil.uptime
        trustedUntilWall = publication.trustedUntil.wall
        knockFrom = publication.knockFrom
    }
}
