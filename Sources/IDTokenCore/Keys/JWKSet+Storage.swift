internal import Synchronization

extension JWKSet {
    /// The parsed keys and the index over their identifiers.
    final class Storage: Sendable {
        let keys: [JWK]
        let generation: UInt64
        /// An open-addressing hash table of indices into ``keys``, one for each distinct key identifier.
        private let slots: [Int32]
        /// The identifiers' bytes, at the indices of ``keys``.
        private let identifiers: [[UInt8]]
        /// The entry that a token without key identifier means, if there is exactly one candidate.
        let onlyCandidate: Int?

        private static let lastGeneration = Atomic<UInt64>(0)

        init(_ parsed: [JWK]) {
            var keys = parsed
            let empty: Int32 = -1
            let identifiers = keys.map { Array(($0.keyIdentifier ?? "").utf8) }
            var mask = 1
            while mask < 2 * keys.count { mask *= 2 }
            mask = 2 * mask - 1
            var slots = [Int32](repeating: empty, count: mask + 1)
            var isAmbiguous = [Bool](repeating: false, count: keys.count)
            var representatives: [Int: Int] = [:]
            for index in keys.indices where keys[index].keyIdentifier != nil {
                let identifier = identifiers[index]
                var slot = Self.hash(identifier.span.octets) & mask
                while slots[slot] != empty, identifiers[Int(slots[slot])] != identifier {
                    slot = (slot + 1) & mask
                }
                representatives[index] = slot
                guard slots[slot] != empty else {
                    slots[slot] = Int32(index)
                    continue
                }
                // Two entries of one name: equal material counts once, and a usable entry before an unusable one.
                let first = Int(slots[slot])
                if keys[first].material != keys[index].material {
                    isAmbiguous[first] = true
                } else if !keys[first].isUsable, keys[index].isUsable {
                    slots[slot] = Int32(index)
                    isAmbiguous[index] = isAmbiguous[first]
                }
            }
            for (index, slot) in representatives where isAmbiguous[Int(slots[slot])] && keys[index].isUsable {
                keys[index].unusability = .ambiguousKeyIdentifier
            }
            self.keys = keys
            self.slots = slots
            self.identifiers = identifiers
            let candidates = keys.indices.filter { keys[$0].isUsable }
            let isOneKey = Set(candidates.map { keys[$0].material }).count == 1
            onlyCandidate = isOneKey ? candidates.first : nil
            generation = Self.lastGeneration.wrappingAdd(1, ordering: .relaxed).newValue
        }

        /// The same set in an object of its own.
        init(sharing other: Storage) {
            keys = other.keys
            slots = other.slots
            identifiers = other.identifiers
            onlyCandidate = other.onlyCandidate
            generation = other.generation
        }

        /// Finds the key that a token names. Costs one hash of the identifier and, as a rule, one comparison.
        func lookup(_ identifier: RawSpan) -> Lookup {
            let mask = slots.count - 1
            var slot = Self.hash(identifier) & mask
            while slots[slot] >= 0 {
                let index = Int(slots[slot])
                let candidate = identifiers[index]
                if JSONText.equal(candidate.span.octets, identifier) {
                    return keys[index].isUsable ? .found(index) : .unusable(index)
                }
                slot = (slot + 1) & mask
            }
            return .unknown
        }

        /// The key of the same coordinates, if this set has one.
        func publicKey(coordinates: [UInt8]) -> ES256PublicKey? {
            keys.first { $0.publicKey?.coordinates == coordinates }?.publicKey
        }

        /// Mixes eight bytes at a time (after Fowler, Noll and Vo, with a wider step). The identifiers of the table come
        /// from a trusted set and are few, so a made-up identifier can at worst meet all of them.
        private static func hash(_ bytes: RawSpan) -> Int {
            let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
            var state = UInt64(truncatingIfNeeded: bytes.byteCount) &* factor
            var offset = 0
            while offset &+ 8 <= bytes.byteCount {
                let word = bytes.littleEndianWord(at: offset)
                state = (state ^ word) &* factor
                state ^= state &>> 29
                offset &+= 8
            }
            while offset < bytes.byteCount {
                state = (state ^ UInt64(bytes.octet(at: offset))) &* factor
                offset &+= 1
            }
            return Int(truncatingIfNeeded: (state ^ state &>> 32) &>> 1)
        }
    }
}
