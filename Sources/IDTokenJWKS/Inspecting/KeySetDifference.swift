public import IDTokenCore

/// What changes from one key set to another.
///
/// Keys are told apart by their key identifier, those without one by their thumbprint.
public struct KeySetDifference: Sendable {
    /// Entries whose name is new.
    public let added: [JWK]
    /// Entries whose name is gone.
    public let removed: [JWK]
    /// Entries of which the name stays and the key material changes, as they are now.
    public let replaced: [JWK]
    /// Entries of unchanged material that could be used before and cannot any more, as they are now.
    public let becameUnusable: [JWK]
    /// Entries of unchanged material that could not be used before and can now.
    public let becameUsable: [JWK]
    /// Entries that could be used before and are gone, of other material or unusable now, as they were: tokens that they
    /// have signed are refused from now on.
    public let lost: [JWK]
    private let lostIdentifiers: Set<String>
    private let hadOneCandidate, hasSameCandidate: Bool

    /// Compares two sets; without an old one everything is added.
    public init(from old: JWKSet?, to new: JWKSet) {
        let oldKeys = Self.byName(old?.keys ?? [])
        let newKeys = Self.byName(new.keys)
        added = new.keys.filter { oldKeys[Self.name($0)] == nil }
        removed = (old?.keys ?? []).filter { newKeys[Self.name($0)] == nil }
        var (replaced, becameUnusable, becameUsable): ([JWK], [JWK], [JWK]) = ([], [], [])
        for key in new.keys {
            guard let before = oldKeys[Self.name(key)] else { continue }
            if let same = before.first(where: { $0.material == key.material }) {
                if same.isUsable, !key.isUsable { becameUnusable.append(key) }
                if !same.isUsable, key.isUsable { becameUsable.append(key) }
            } else {
                replaced.append(key)
            }
        }
        (self.replaced, self.becameUnusable, self.becameUsable) = (replaced, becameUnusable, becameUsable)
        lost = (old?.usableKeys ?? []).filter { key in
            newKeys[Self.name(key)]?.contains { $0.isUsable && $0.material == key.material } != true
        }
        lostIdentifiers = Set(lost.compactMap(\.keyIdentifier))
        let oldCandidates = Set((old?.usableKeys ?? []).map(\.material))
        hadOneCandidate = oldCandidates.count == 1
        hasSameCandidate = Set(new.usableKeys.map(\.material)) == oldCandidates
    }

    /// Whether nothing changes that could matter to a token.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && replaced.isEmpty && becameUnusable.isEmpty && becameUsable.isEmpty
    }

    /// Whether tokens that the old set could verify are refused under the new one.
    ///
    /// - Parameter keyIdentifier: The `kid` of the token's header, or `nil` if it has none.
    public func breaksTokens(keyIdentifier: String?) -> Bool {
        guard let keyIdentifier else { return hadOneCandidate && !hasSameCandidate }
        return lostIdentifiers.contains(keyIdentifier)
    }

    private static func name(_ key: JWK) -> String {
        key.keyIdentifier.map { "kid " + $0 } ?? "thumbprint " + (key.thumbprint ?? "")
    }

    private static func byName(_ keys: [JWK]) -> [String: [JWK]] {
        Dictionary(grouping: keys, by: name)
    }
}
