/// A growing list of members that keeps its memory: appending costs a store, because nobody else can hold it.
///
/// `Array` would ask at every append whether it is shared. Indices are checked.
@safe
struct JSONMemberBuffer: ~Copyable {
    private var storage: UnsafeMutablePointer<JSONMember>
    private var capacity: Int
    private(set) var count = 0

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

    @inline(__always)
    mutating func append(_ member: JSONMember) {
        if count == capacity { grow() }
        unsafe (storage + count).initialize(to: member)
        count &+= 1
    }

    /// Drops all members from an index on; `JSONMember` needs no clean-up.
    @inline(__always)
    mutating func removeAll(from index: Int = 0) {
        precondition(index >= 0 && index <= count)
        count = index
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
