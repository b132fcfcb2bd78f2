internal import IDTokenCore
internal import IDTokenJWKS

/// The same faults once more, seen by those who judge tokens by the keys of a cache.
extension KeySourceCompliance {
    static let caching: [Rule] = outages + [emptyHanded] + uselessBodies + rotations

    /// "Not modified" is a good answer to a cache that names a version.
    private static let outages: [Rule] = KeySourceFault.allCases.filter { $0 != .notModifiedUnasked }.map { fault in
        Rule("A cache keeps its keys while the origin is broken (\(fault.rawValue)), and takes new ones afterwards") {
            origin in
            let subject = try CachedOrigin(origin)
            if let violation = try await subject.start() { return violation }
            guard try await origin.breakDown(fault) else { return nil }
            let isWaiting = fault.expectedCodes.contains(.deadlineExceeded)
            let deadline: Duration = isWaiting ? .milliseconds(400) : .seconds(60)
            if let violation = await subject.failRefresh(fault.expectedCodes, deadline: deadline) { return violation }
            return try await subject.rotate()
        }
    }

    private static let emptyHanded = Rule("A cache without keys is given none by \"not modified\"") { origin in
        let subject = try CachedOrigin(origin)
        guard try await origin.breakDown(.notModifiedUnasked) else { return nil }
        do throws(KeySetFetchError) {
            try await subject.cache.refresh()
            return "it was taken for a set"
        } catch {
            guard error.code == .notModifiedWithoutSet else { return "the code is \(error)" }
        }
        if let violation = subject.expect(.keysUnavailable, by: subject.issuer.signingKey) { return violation }
        return try await subject.start()
    }

    /// Bodies that come whole and must not take the place of a good set.
    private static let uselessBodies: [Rule] = [
        ("an HTML page", "<!DOCTYPE html><html><body>Sign in to the Wi-Fi</body></html>", .notAKeySet),
        ("nothing", "", .notAKeySet),
        ("a set without keys", "{\"keys\":[]}", .emptyKeySet),
        ("half of a set", "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2", .notAKeySet),
        ("a set that no token can be judged by", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", .noUsableKey),
    ].map { (name: String, body: String, code: KeySetFetchError.Code) in
        Rule("A cache keeps its keys when it is given \(name)") { origin in
            let subject = try CachedOrigin(origin)
            if let violation = try await subject.start() { return violation }
            try await origin.publish(Array(body.utf8))
            if let violation = await subject.failRefresh([code]) { return violation }
            return try await subject.rotate()
        }
    }

    private static let rotations: [Rule] = [
        Rule("A key that was removed judges no token after the next attempt, and one that was added does") { origin in
            let subject = try CachedOrigin(origin)
            if let violation = try await subject.start() { return violation }
            return try await subject.rotate()
        },
        Rule("Other key material under the same name is announced, and tokens of the old are refused") { origin in
            let subject = try CachedOrigin(origin)
            if let violation = try await subject.start() { return violation }
            let events = subject.cache.events
            let old = subject.issuer.signingKey
            var issuer = subject.issuer
            issuer.publishedKeys = [TestSigningKey(seed: "replaced").named(old.keyIdentifier)]
            if let violation = try await subject.refresh(to: issuer.keySet) { return violation }
            if let violation = subject.expect(.invalidSignature, by: old) { return violation }
            subject.cache.stop()
            for await case .keyMaterialChanged(old.keyIdentifier) in events { return nil }
            return "the change was not announced"
        },
        Rule("A batch is judged by one set of keys, though they rotate in the middle of it") { origin in
            let subject = try CachedOrigin(origin)
            if let violation = try await subject.start() { return violation }
            return try await subject.rotateWithinBatch()
        },
    ]
}
