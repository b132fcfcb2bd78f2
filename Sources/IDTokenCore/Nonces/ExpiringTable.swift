/// Values by digest, each forgotten after its time, in bounded memory.
///
/// A wheel of seconds tells what to forget: an entry hangs in the list of its second, modulo the wheel's size, and
/// forgetting visits only the seconds that have passed since the last time, and a bounded number of entries a call. Adding,
/// finding and forgetting therefore take constant time, however many entries there are and however many of them expire in
/// the same second. An entry further ahead than one turn of the wheel is passed by once a turn.
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
    /// The last second whose entries have been taken off the wheel.
    private var sweptTime = -NumericDate.maximumSeconds
    /// What was taken off the wheel and has not been looked at yet.
    private var due = Self.none

    /// How many entries one call looks at beside its own work: many more than it adds, so that none pile up.
    private static var entriesPerCall: Int { 64 }
    /// How much room is set aside from the start, so that no call has to move all entries to a larger place. Memory that
    /// is set aside is not used before it is needed.
    private static var mostReserved: Int { 1 << 20 }

    /// Makes an empty table; the capacity is moved into the range from 1 to 2^31 − 1.
    init(capacity: Int) {
        self.capacity = min(max(capacity, 1), Int(Int32.max))
        places.reserveCapacity(min(self.capacity, Self.mostReserved))
        entries.reserveCapacity(min(self.capacity, Self.mostReserved))
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

    /// Forgets entries whose time is at or before `time`; if there are many, some of them, and the rest in the next calls.
    ///
    /// - Parameter latest: A time that no entry to come can be forgotten at: where the clock was set back, what was
    ///   swept behind it is swept again.
    mutating func forget(through time: Int64, latest: Int64) {
        guard prepare(through: time, latest: latest) else { return }
        var left = Self.entriesPerCall
        while left > 0 {
            if due != Self.none {
                lookAtDue(through: time)
                left -= 1
            } else if !takeNextSecond(through: time) {
                return
            }
        }
    }

    /// Forgets entries whose time is at or before `time` until there is room for one, if there are any.
    mutating func makeRoom(through time: Int64, latest: Int64) {
        guard prepare(through: time, latest: latest) else { return }
        while isFull {
            if due != Self.none {
                lookAtDue(through: time)
            } else if !takeNextSecond(through: time) {
                return
            }
        }
    }

    /// Moves to where sweeping has to begin. Returns `false` if it has gone beyond `time` already, for want of room: an
    /// entry that was taken off the wheel must not be hung up behind.
    private mutating func prepare(through time: Int64, latest: Int64) -> Bool {
        sweptTime = min(sweptTime, latest)
        // One turn of the wheel passes every second there is; in an empty table there is nothing to pass.
        sweptTime = max(sweptTime, count == 0 ? time : time - Self.wheelSize)
        return sweptTime <= time
    }

    /// Takes the entries of the next second off the wheel, or returns `false` if that is still to come.
    private mutating func takeNextSecond(through time: Int64) -> Bool {
        guard sweptTime < time else { return false }
        sweptTime += 1
        swap(&due, &wheel[Self.slot(of: sweptTime)])
        return true
    }

    /// Forgets the first of the entries that were taken off the wheel, or hangs it up again for another turn.
    private mutating func lookAtDue(through time: Int64) {
        let place = due
        let index = Int(place)
        due = entries[index].next
        if entries[index].forgetTime <= time {
            places[entries[index].key] = nil
            entries[index].next = firstFree
            firstFree = place
        } else {
            let slot = Self.slot(of: entries[index].forgetTime)
            entries[index].next = wheel[slot]
            wheel[slot] = place
        }
    }

    private static func slot(of time: Int64) -> Int {
        Int(time & (wheelSize - 1))
    }
}
