/// A growing list of members that keeps its memory: appending costs a store, because nobody else can hold it.
///
/// `Array` would ask at every append whether it is shared. Indices are checked.
@safe
struct JSONMemberBuffer: ~Copyable {
    private var storage: UnsafeMutablePointer<JSONMember>
    private var capacity: Int
    private(set) var count = 0
    /// A bit for each value that a member's ``JSONMember/nameWord`` was hashed to.
    private var seenWords: UInt64 = 0
    /// Whether two members may have the same ``JSONMember/nameWord``: `false` only if they do not.
    ///
    /// The factor was chosen so that the claims of OpenID Connect Core all have bits of their own; other names cost a
    /// comparison pair by pair.
    private(set) var mayHaveEqualWords = false

    init() {
        capacity = 64
        unsafe storage = .allocate(capacity: capacity)
    }

    deinit {
        unsafe storage.deallocate()
    }

    var indices: Range<Int> { 0..<count }

    subscript(index: Int) -> JSONMember {
        @inline(__always)
        get {
            precondition(index >= 0 && index < count)
            return unsafe storage[index]
        }
    }

    /// Whether two members from `first` on have the same ``JSONMember/nameWord``.
    @inline(__always)
    func hasEqualWords(from first: Int) -> Bool {
        precondition(first >= 0)
        var index = first
        while index < count {
            // Safe: both indices are below `count`.
            let word = unsafe storage[index].nameWord
            var other = index &+ 1
            while other < count {
                if unsafe storage[other].nameWord == word { return true }
                other &+= 1
            }
            index &+= 1
        }
        return false
    }

    @inline(__always)
    mutating func append(_ member: JSONMember) {
        if count == capacity { grow() }
        unsafe (storage + count).initialize(to: member)
        count &+= 1
        let bit: UInt64 = 1 &<< ((member.nameWord &* 0x2161_5022_409A_8A79) &>> 58)
        if seenWords & bit != 0 { mayHaveEqualWords = true }
        seenWords |= bit
    }

    /// Drops all members from an index on; `JSONMember` needs no clean-up.
    @inline(__always)
    mutating func removeAll(from index: Int = 0) {
        precondition(index >= 0 && index <= count)
        count = index
        if index == 0 { (seenWords, mayHaveEqualWords) = (0, false) }
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<JSONMember>.allocate(capacity: capacity * 2)
        unsafe larger.moveInitialize(from: storage, count: count)
        unsafe storage.deallocate()
        unsafe storage = larger
        capacity *= 2
    }
}
