internal import IDTokenCore

/// One row of the report before it is measured.
struct BenchCase: Sendable {
    /// What a case is held against: OpenSSL's one call, or what no way of doing the same could leave out.
    enum Floor: String, Sendable {
        case digestVerify = "evp_digest_verify"
        case mac = "evp_mac"
        /// Reading a key set that never changes.
        case fixedKeySet = "fixed_key_set"
        /// Parsing the text of the key set, which is in memory.
        case keySetParse = "key_set_parse"
        /// Reading the token, by which it is known whose it is.
        case unverifiedParse = "unverified_parse"
    }

    /// Who brings the threads of a case that has several.
    enum Threading: Sendable {
        /// One call spreads its tokens over the threads.
        case withinCall
        /// Each thread makes calls of its own.
        case callers
    }

    let name: String
    let kind: TokenPool.Kind
    var batch = 1
    var threads = 1
    var threading = Threading.callers
    /// How many different tokens the case works on, if not all of the pool.
    var tokens: Int? = nil
    /// What judges signatures where it is not what the default engine uses.
    var engine: SignatureEngine? = nil
    /// Whether all of a call's time is spent on a core when it has one thread. It is not where a call waits.
    var isOnCore = true
    /// The floor of a case that judges no signature.
    var ownFloor: Floor? = nil
    /// Makes what is measured, for a number of threads within a call.
    let workload: @Sendable (Fixture, _ threadsWithinCall: Int) throws -> any Workload

    var floor: Floor { ownFloor ?? (kind.isES256 ? .digestVerify : .mac) }

    /// Makes the floor over the same signing inputs, keys or tokens.
    func floorWorkload(_ fixture: Fixture) throws(BenchError) -> any Workload {
        switch floor {
        case .digestVerify: try DigestVerifyFloor(fixture.pool)
        case .mac: try MACFloor(fixture.pool)
        case .fixedKeySet: try FixedKeySetFloor(fixture)
        case .keySetParse: KeySetWorkload(fixture)
        case .unverifiedParse: UnverifiedParseFloor()
        }
    }
}
