internal import IDTokenCore
internal import Metrics

/// Counts verdicts for one issuer by their code. The counters are made once, so that counting formats nothing.
struct ValidationMeter: Sendable {
    private let valid: Counter
    private let rejected: [ReasonCode: Counter]

    init(issuer: String) {
        let label = "idtoken_validations_total"
        valid = Counter(label: label, dimensions: [("issuer", issuer), ("code", "valid")])
        rejected = Dictionary(
            uniqueKeysWithValues: ReasonCode.allCodes.map { code in
                (code, Counter(label: label, dimensions: [("issuer", issuer), ("code", code.rawValue)]))
            }
        )
    }

    func noteValid() {
        valid.increment()
    }

    /// Counts the verdicts of a batch; tokens that were not judged are none.
    func note(_ verdicts: [Verdict]) {
        var counts = [Int64](repeating: 0, count: ReasonCode.allCodes.count)
        var validCount: Int64 = 0
        for verdict in verdicts {
            if verdict.isValid { validCount += 1 } else if let code = verdict.code { counts[Int(code.index)] += 1 }
        }
        if validCount > 0 { valid.increment(by: validCount) }
        for (code, count) in zip(ReasonCode.allCodes, counts) where count > 0 { rejected[code]?.increment(by: count) }
    }

    func noteRejection(_ code: ReasonCode) {
        rejected[code]?.increment()
    }
}
