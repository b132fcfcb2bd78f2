/// Values by digest, each forgotten at its time, in bounded memory.
///
/// A wheel of seconds tells what to forget: an entry hangs in the list of its second, modulo the wheel's size, and
/// forgetting visits only the seconds that have passed since the last time. Adding, finding and forgetting an entry
/// therefore take constant time, however many there are. An entry further ahead than one turn of the wheel is passed by
/// once a turn.
struct ExpiringTable<Value: Sendable>: Sendable {
    /// The most entries.
    let capacity: Int

    private struct Entry: Sendable {
        var key: SHA256Digest
        var value: Value
        var forgetTime: Int64
        /// The next entry of the same second, or of the free ones.
        var next: Int32
    }

    private static var none: Int32 { -1 }
    /// A little over an hour, which is as long as most entries are kept.
    private static var wheelSize: Int64 { 4096 }

    private var entries: [Entry] = []
    private var firstFree = Self.none
    private var places: [SHA256Digest: Int32] = [:]
    private var wheel = [Int32](repeating: Self.none, count: Int(Self.wheelSize))
    /// The last second whose entries have been forgotten.
    private var sweptTime = -NumericDate.maximumSeconds

    /// Makes an empty table; the capacity is moved into the range from 1 to 2^31 − 1.
    init(capacity: Int) {
        self.capacity = min(max(capacity, 1), Int(Int32.max))
    }

    /// How many entries there are.
    var count: Int { places.count }

    /// Whether another entry has no room.
    var isFull: Bool { count >= capacity }

    /// The value of a key, or `nil` if there is none. Only an existing value can be changed.
    subscript(key: SHA256Digest) -> Value? {
        get { places[key].map { entries[Int($0)].value } }
        set {
            guard let newValue, let place = places[key] else { return }
            entries[Int(place)].value = newValue
        }
    }

    /// Adds an entry that is forgotten once `forgetTime` has passed. Returns `false`, and changes nothing, if there is no
    /// room or the key is there already.
    mutating func insert(_ key: SHA256Digest, _ value: Value, forgetTime: Int64) -> Bool {
        guard !isFull, places[key] == nil else { return false }
        let slot = Self.slot(of: forgetTime)
        let entry = Entry(key: key, value: value, forgetTime: forgetTime, next: wheel[slot])
        let place: Int32
        if firstFree == Self.none {
            place = Int32(entries.count)
            entries.append(entry)
        } else {
            place = firstFree
            firstFree = entries[Int(place)].next
            entries[Int(place)] = entry
        }
        wheel[slot] = place
        places[key] = place
        return true
    }

    /// Forgets all entries whose time is at or before `time`.
    ///
    /// - Parameter latest: A time that no entry to come can be forgotten at: where the clock was set back, what was
    ///   swept behind it is swept again.
    mutating func forget(through time: Int64, latest: Int64) {
        sweptTime = min(sweptTime, latest)
        let seconds = time - sweptTime
        guard seconds > 0 else { return }
        for second in 1...min(seconds, Self.wheelSize) {
            sweep(Self.slot(of: sweptTime + second), through: time)
        }
        sweptTime = time
    }

    private mutating func sweep(_ slot: Int, through time: Int64) {
        var place = wheel[slot]
        wheel[slot] = Self.none
        while place != Self.none {
            let index = Int(place)
            let next = entries[index].next
            if entries[index].forgetTime <= time {
                places[entries[index].key] = nil
                entries[index].next = firstFree
                firstFree = place
            } else {
                entries[index].next = wheel[slot]
                wheel[slot] = place
            }
            place = next
        }
    }

    private static func slot(of time: Int64) -> Int {
        Int(time & (wheelSize - 1))
    }
}
