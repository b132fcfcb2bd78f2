/// Tells whether two members of one object have the same name.
///
/// Up to 24 names are compared pair by pair on the word that each carries: a token has about twelve, and 66 comparisons
/// of words cost less than one hash. Beyond that a hash table keeps hostile input linear.
struct JSONNameTable {
    private static let pairwiseLimit = 24

    /// The slots of the hash table, kept so that they are allocated once.
    private var slots: [UInt32] = []

    /// Looks for two equal names among the members from `first` on.
    @inline(__always)
    mutating func hasDuplicates(
        _ members: borrowing JSONMemberBuffer,
        from first: Int,
        _ text: RawSpan,
        _ arena: [UInt8]
    ) -> Bool {
        guard members.count &- first <= Self.pairwiseLimit else {
            return hasDuplicatesByHash(members, from: first, text, arena)
        }
        return members.hasEqualWords(from: first) && Self.hasEqualNames(members, from: first, text, arena)
    }

    @inline(never)
    private static func hasEqualNames(
        _ members: borrowing JSONMemberBuffer,
        from first: Int,
        _ text: RawSpan,
        _ arena: [UInt8]
    ) -> Bool {
        for index in first..<members.count {
            for other in (index + 1)..<max(members.count, index + 1)
            where areEqual(members[index], members[other], text, arena) {
                return true
            }
        }
        return false
    }

    /// Linear in the bytes of the names, whatever they are: `Hasher` is seeded anew in every process.
    @inline(never)
    private mutating func hasDuplicatesByHash(
        _ members: borrowing JSONMemberBuffer,
        from first: Int,
        _ text: RawSpan,
        _ arena: [UInt8]
    ) -> Bool {
        let empty = UInt32.max
        var size = 64
        while size < 2 * (members.count - first) { size *= 2 }
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(empty, count: size))
        for index in first..<members.count {
            let member = members[index]
            var hasher = Hasher()
            for offset in 0..<Int(member.nameLength) {
                hasher.combine(Self.byte(member, offset, text, arena))
            }
            var slot = hasher.finalize() & (size - 1)
            while slots[slot] != empty {
                if Self.areEqual(members[Int(slots[slot])], member, text, arena) { return true }
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = UInt32(truncatingIfNeeded: index)
        }
        return false
    }

    @inline(never)
    private static func areEqual(_ first: JSONMember, _ second: JSONMember, _ text: RawSpan, _ arena: [UInt8]) -> Bool {
        guard first.nameWord == second.nameWord, first.nameLength == second.nameLength else { return false }
        for offset in 0..<Int(first.nameLength)
        where byte(first, offset, text, arena) != byte(second, offset, text, arena) {
            return false
        }
        return true
    }

    private static func byte(_ member: JSONMember, _ offset: Int, _ text: RawSpan, _ arena: [UInt8]) -> UInt8 {
        let position = Int(member.nameStart) + offset
        return member.nameHasEscapes ? arena[position] : text.octet(at: position)
    }
}
