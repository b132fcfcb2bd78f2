internal import IDTokenCore

/// One row of the report before it is measured.
struct BenchCase: Sendable {
    /// OpenSSL's one call that a case is held against.
    enum Floor: String, Sendable {
        case digestVerify = "evp_digest_verify"
        case mac = "evp_mac"
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
    /// Makes what is measured, for a number of threads within a call.
    let workload: @Sendable (Fixture, _ threadsWithinCall: Int) throws -> any Workload

    var floor: Floor { kind.isES256 ? .digestVerify : .mac }

    /// Makes the floor over the same signing inputs.
    func floorWorkload(_ fixture: Fixture) throws(BenchError) -> any Workload {
        switch floor {
        case .digestVerify: try DigestVerifyFloor(fixture.pool)
        case .mac: try MACFloor(fixture.pool)
        }
    }
}
