internal import IDTokenCore
internal import IDTokenJWKS

/// The key set of a run that comes from a URL: asked for once at the start, and once more when a token names a key that
/// it does not hold.
///
/// Two attempts of at most five seconds each are all that a run makes, whatever its tokens name. A set from the disk that
/// was confirmed a moment ago is used without asking, as a ``KeySetCache`` does.
final class RunKeySet: KeySetProvider, Sendable {
    /// A set and for how long it is believed.
    private struct Held {
        let keys: JWKSet
        let snapshot: KeySetSnapshot
        let trustedUntil: Moment
    }

    /// What has become of the one attempt for unknown keys.
    private enum Repetition {
        case possible, running, over
    }

    private struct State {
        var held: Held?
        var repetition = Repetition.possible
        var retryAfterSeconds = 1
    }

    private let fetching: KeySetFetching
    private let state = Monitor(State())
    private let configuration = KeySetCacheConfiguration()

    init(_ fetching: KeySetFetching) {
        self.fetching = fetching
    }

    /// Gets the first set. Blocks for the attempt, if one is made.
    ///
    /// - Returns: Whether there is a set; if not, the reason was said on standard error.
    func start() -> Bool {
        let moment = SystemKeySetClock().now()
        let (kept, keys) = keptSet(at: moment.wall)
        if let kept, let keys, moment.wall.duration(since: kept.confirmedAt) < configuration.refreshFloor {
            let age = max(moment.wall.duration(since: kept.confirmedAt), .zero)
            fetching.records.rememberKept(kept)
            hold(keys, kept, confirmedAt: moment + (.zero - age))
            return true
        }
        do throws(KeySetFetchError) {
            let fetched = try fetching.fetch(knowing: kept, reusing: keys)
            hold(fetched.keys, fetched.snapshot, confirmedAt: fetched.confirmedAt)
            return true
        } catch {
            let failure = fetching.remote.failure(error).message
            guard let kept, let keys else {
                Notice.write(failure)
                state.update { $0.retryAfterSeconds = max(1, (error.retryAfter ?? .zero).secondsRoundedUp) }
                return false
            }
            Notice.write("\(failure); judging by the key set of \(kept.confirmedAt.inWords(from: moment.wall))")
            let age = max(moment.wall.duration(since: kept.confirmedAt), .zero)
            hold(keys, kept, confirmedAt: moment + (.zero - age))
            return true
        }
    }

    /// The set, until it is too old to be believed by the clocks of this machine; `time` is that of judging, which may be
    /// any.
    func keySet(at time: NumericDate) -> KeySetReading {
        let now = SystemKeySetClock().now()
        return state.read { state in
            guard let held = state.held, now.uptime < held.trustedUntil.uptime, now.wall < held.trustedUntil.wall else {
                return .unavailable(retryAfterSeconds: state.retryAfterSeconds)
            }
            return .keys(held.keys)
        }
    }

    /// Nothing more is under way once a result is written; see ``refresh(since:)``.
    func unknownKey(in generation: UInt64, at now: NumericDate) -> Bool { false }

    /// Which set is held, to be handed to ``refresh(since:)``.
    var generation: UInt64? { state.read { $0.held?.keys.generation } }

    /// Has the set fetched once more, for tokens whose keys it does not hold, or waits for the thread that does.
    ///
    /// - Parameter generation: What ``generation`` was before the tokens were judged.
    /// - Returns: Whether another set is held now, so that judging again may come to another verdict.
    func refresh(since generation: UInt64?) -> Bool {
        let known: Held? = state.update { state in
            guard let held = state.held, held.keys.generation == generation, state.repetition == .possible else {
                return nil
            }
            state.repetition = .running
            return held
        }
        if let known { repeatFetch(holding: known) }
        return state.wait { state in
            state.repetition == .running ? nil : state.held?.keys.generation != generation
        }
    }

    private func repeatFetch(holding known: Held) {
        do throws(KeySetFetchError) {
            let fetched = try fetching.fetch(knowing: known.snapshot, reusing: known.keys)
            if !fetched.isUnchanged { hold(fetched.keys, fetched.snapshot, confirmedAt: fetched.confirmedAt) }
        } catch {
            Notice.write(
                "for keys that are not known the key set was asked for again: \(RemoteKeySet.explained(error))"
            )
        }
        state.update { $0.repetition = .over }
    }

    /// The set of the last run, if it can be used.
    private func keptSet(at now: NumericDate) -> (KeySetSnapshot?, JWKSet?) {
        guard let kept = fetching.records.load(at: now) else { return (nil, nil) }
        do throws(KeySetFetchError) {
            return (kept, try FetchedKeySet(parsing: kept.body).keys)
        } catch {
            Notice.write("the key set that was kept is not used: \(Phrase.of(error.message))")
            return (nil, nil)
        }
    }

    private func hold(_ keys: JWKSet, _ snapshot: KeySetSnapshot, confirmedAt: Moment) {
        let held = Held(keys: keys, snapshot: snapshot, trustedUntil: confirmedAt + configuration.maximumAge)
        state.update { $0.held = held }
    }
}
