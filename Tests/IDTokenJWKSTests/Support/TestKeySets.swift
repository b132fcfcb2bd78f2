import IDTokenCore
import IDTokenJWKS
import IDTokenTesting

/// Keys and sets for tests; the same number gives the same key in every run.
enum TestKeySets {
    private static let pool: [TestSigningKey] = (0..<40).map { TestSigningKey(seed: "cache/\($0)") }

    static func key(_ number: Int) -> TestSigningKey { pool[number] }

    /// The bytes of a set of some of the pool's keys.
    static func body(_ numbers: [Int], extra: String = "") -> [UInt8] {
        Array("{\"keys\":[\(numbers.map { key($0).publicJWK.text }.joined(separator: ","))]\(extra)}".utf8)
    }

    static func content(_ numbers: [Int], _ freshness: KeySetFreshness = KeySetFreshness()) throws -> FetchedKeySet {
        try FetchedKeySet(parsing: body(numbers), freshness: freshness)
    }
}

extension JWKSet {
    /// Whether the set has one of the pool's keys, by its name and its material.
    func holds(_ number: Int) -> Bool {
        let key = TestKeySets.key(number)
        return keys.contains { $0.isUsable && $0.keyIdentifier == key.keyIdentifier && $0.thumbprint == key.thumbprint }
    }
}

extension Moment {
    /// A moment on a common time line, in seconds since the start of a test.
    static func at(_ seconds: Double, wallOffset: Double = 0) -> Moment {
        Moment(
            wall: NumericDate(seconds: 1_767_225_600).advanced(by: .seconds(seconds + wallOffset)),
            uptime: Uptime(nanoseconds: 1_000_000_000) + .seconds(seconds)
        )
    }
}

/// A small generator with a seed (Steele, Lea and Flood's SplitMix64), so that a failure can be played again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}
