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

    func noteRejection(_ code: ReasonCode) {
        rejected[code]?.increment()
    }
}
