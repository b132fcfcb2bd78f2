internal import IDTokenCore
internal import Logging
internal import Metrics

/// Writes what happens to the keys of one issuer to the log and to the metrics.
///
/// Labels are the issuer and stable codes: nothing that a token or an endpoint could choose freely.
struct KeySetObserver: Sendable {
    private let logger: Logger?
    private let age: Gauge
    private let generation: Gauge
    private let usableKeys: Gauge
    private let suppressed: Counter
    private let fetchTime: Timer
    private let issuer: String

    init(issuer: String, source: String, logger: Logger?) {
        var logger = logger
        logger?[metadataKey: "issuer"] = "\(ForeignText.shown(issuer))"
        logger?[metadataKey: "source"] = "\(ForeignText.shown(source))"
        self.logger = logger
        self.issuer = issuer
        let dimensions = [("issuer", issuer)]
        age = Gauge(label: "idtoken_keyset_age_seconds", dimensions: dimensions)
        generation = Gauge(label: "idtoken_keyset_generation", dimensions: dimensions)
        usableKeys = Gauge(label: "idtoken_keyset_usable_keys", dimensions: dimensions)
        suppressed = Counter(label: "idtoken_keyset_unknown_key_suppressed_total", dimensions: dimensions)
        fetchTime = Timer(label: "idtoken_keyset_fetch_duration_seconds", dimensions: dimensions)
    }

    /// Sets the gauges.
    func record(_ status: KeySetCacheStatus) {
        if let age = status.age { self.age.record(Double(age.wholeNanoseconds) / 1e9) }
        generation.record(Int64(clamping: status.generation))
        usableKeys.record(status.keys.count { $0.isUsable })
    }

    func noteSuppressedUnknownKey() {
        suppressed.increment()
    }

    /// Counts the end of an attempt by its outcome.
    func note(_ outcome: FetchOutcome, took duration: Duration) {
        let name =
            switch outcome {
            case .replaced: "replaced"
            case .confirmed: "confirmed"
            case .failed(let error): error.code.rawValue
            }
        count("idtoken_keyset_refreshes_total", "outcome", name)
        fetchTime.recordNanoseconds(duration.wholeNanoseconds)
    }

    /// Logs an event, and counts those that somebody may want to be called for.
    func note(_ event: KeySetEvent) {
        switch event {
        case .keysChanged(let difference, let generation):
            logger?.notice(
                "The key set has changed.",
                metadata: [
                    "generation": "\(generation)", "added": "\(difference.added.count)",
                    "removed": "\(difference.removed.count)", "replaced": "\(difference.replaced.count)",
                ]
            )
        case .keysConfirmed(let generation):
            logger?.debug("The key set is unchanged.", metadata: ["generation": "\(generation)"])
        case .keyMaterialChanged(let identifier):
            count("idtoken_keyset_key_material_changed_total")
            logger?.warning(
                "A key identifier names other key material than before.",
                metadata: ["kid": "\(ForeignText.shown(identifier))"]
            )
        case .unpinnedKeyRefused(let identifier):
            count("idtoken_keyset_unpinned_key_total")
            logger?.error(
                "A key that is not pinned was refused.",
                metadata: ["kid": "\(ForeignText.shown(identifier ?? "none"))"]
            )
        case .refreshFailed(let error, let failures, let next):
            logger?.log(
                level: failures == 1 ? .notice : .warning,
                "The key set could not be refreshed.",
                metadata: [
                    "code": "\(error.code)", "reason": "\(error.message)", "failures": "\(failures)",
                    "next_attempt_in": "\(next)",
                ]
            )
        case .trustLapsed:
            count("idtoken_keyset_trust_lapsed_total")
            logger?.critical("The key set is too old to be trusted: no token is believed until it is refreshed.")
        case .trustRestored:
            logger?.notice("A key set is trusted again.")
        case .wallClockStepped(let step):
            count("idtoken_wall_clock_stepped_total")
            logger?.warning("The wall clock has stepped.", metadata: ["by": "\(step)"])
        case .snapshotRestored(let generation, let age):
            logger?.info(
                "The key set was restored from disk.",
                metadata: ["generation": "\(generation)", "age": "\(age)"]
            )
        case .snapshotRefused(let refusal):
            count("idtoken_keyset_snapshot_refused_total")
            logger?.warning("The key set on disk was not used.", metadata: ["reason": "\(refusal)"])
        case .snapshotNotSaved(let reason):
            count("idtoken_keyset_snapshot_not_saved_total")
            logger?.warning("The key set could not be kept on disk.", metadata: ["reason": "\(reason)"])
        }
    }

    private func count(_ label: String, _ name: String? = nil, _ value: String = "") {
        var dimensions = [("issuer", issuer)]
        if let name { dimensions.append((name, value)) }
        Counter(label: label, dimensions: dimensions).increment()
    }
}
