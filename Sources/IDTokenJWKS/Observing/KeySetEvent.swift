/// Something that happened to the keys of an issuer, as the change feed of a ``KeySetCache`` tells it.
///
/// More cases may be added, so a `switch` over it needs a default.
public enum KeySetEvent: Sendable {
    /// The set has become another one; the generation counts the sets of this source.
    case keysChanged(KeySetDifference, generation: UInt64)
    /// The set was found unchanged.
    case keysConfirmed(generation: UInt64)
    /// A key identifier now names other key material: a careless rotation, or somebody else's key.
    case keyMaterialChanged(keyIdentifier: String)
    /// A key was refused because keys are pinned and it is not among them; its identifier, if it has one.
    case unpinnedKeyRefused(keyIdentifier: String?)
    /// An attempt brought nothing; the keys that are held stay.
    case refreshFailed(KeySetFetchError, consecutiveFailures: Int, nextAttemptIn: Duration)
    /// The set was not confirmed for so long that it is no longer trusted: every token is `keys_unavailable` now.
    case trustLapsed
    /// After ``trustLapsed`` a set is trusted again.
    case trustRestored
    /// The wall clock was set by this much, or the machine stood still so long.
    case wallClockStepped(by: Duration)
    /// The cache started with the set of a disk snapshot.
    case snapshotRestored(generation: UInt64, age: Duration)
    /// A disk snapshot was not used.
    case snapshotRefused(KeySetSnapshotRefusal)
    /// A disk snapshot could not be written; the keys are not affected.
    case snapshotNotSaved(String)
}
