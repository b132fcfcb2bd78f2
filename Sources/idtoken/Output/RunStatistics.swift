internal import IDTokenCore

/// What became of the tokens of a run, or of a part of it.
struct RunStatistics: Sendable {
    /// How many tokens may be believed.
    private(set) var validCount = 0
    /// How many tokens were rejected, by ``ReasonCode/index``.
    private var rejections = [Int](repeating: 0, count: ReasonCode.allCodes.count)

    /// How many tokens there were.
    var tokenCount: Int { validCount + rejectedCount }

    /// How many tokens were rejected.
    var rejectedCount: Int { rejections.reduce(0, +) }

    /// The reasons that occurred and how often, in the order in which rules are judged.
    var reasons: [(code: ReasonCode, count: Int)] {
        ReasonCode.allCodes.compactMap { code in
            let count = rejections[Int(code.index)]
            return count > 0 ? (code, count) : nil
        }
    }

    /// The status that the tokens ask for.
    var status: ExitStatus {
        reasons.reduce(.success) { status, reason in
            status.combined(with: reason.code.failureClass == .keys ? .unavailable : .rejected)
        }
    }

    /// Counts one token.
    mutating func count(_ verdict: Verdict) {
        guard let code = verdict.code else {
            validCount += 1
            return
        }
        rejections[Int(code.index)] += 1
    }

    /// Counts the tokens of another part.
    mutating func add(_ other: RunStatistics) {
        validCount += other.validCount
        for index in rejections.indices { rejections[index] += other.rejections[index] }
    }
}
