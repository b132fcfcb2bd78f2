/// Why a disk snapshot of a key set was not used.
public enum KeySetSnapshotRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file.
    case missing
    /// The file cannot be read; the system's reason.
    case unreadable(String)
    /// It is no regular file.
    case notAFile
    /// It belongs to another user.
    case otherOwner
    /// Others may write to it.
    case writableByOthers
    /// It is longer than any snapshot is.
    case tooLarge
    /// It does not begin like a snapshot of this version.
    case notASnapshot
    /// Bytes are missing at its end.
    case truncated
    /// Its digest is not that of its content.
    case altered
    /// It is of another issuer or source.
    case foreign
    /// It was fetched longer ago than keys are trusted.
    case tooOld
    /// It claims to have been fetched in the future.
    case fetchedInFuture
    /// It is older than a set that was held before.
    case olderGeneration
    /// Its key set cannot be used; the code of the reason.
    case unusableKeySet(KeySetFetchError.Code)

    /// One phrase for people.
    public var description: String {
        switch self {
        case .missing: "there is none"
        case .unreadable(let reason): "it cannot be read: \(reason)"
        case .notAFile: "it is no regular file"
        case .otherOwner: "it belongs to another user"
        case .writableByOthers: "others may write to it"
        case .tooLarge: "it is too large"
        case .notASnapshot: "it is no snapshot of this version"
        case .truncated: "its end is missing"
        case .altered: "its digest is not that of its content"
        case .foreign: "it is of another issuer or source"
        case .tooOld: "it is older than keys are trusted"
        case .fetchedInFuture: "it was fetched in the future"
        case .olderGeneration: "it is older than the keys that were held"
        case .unusableKeySet(let code): "its key set cannot be used (\(code))"
        }
    }
}
