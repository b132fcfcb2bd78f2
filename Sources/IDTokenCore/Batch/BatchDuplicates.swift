/// Finds the tokens of a batch that occur more than once, so that each is verified once.
///
/// It is an optimisation only: a duplicate that is not found is verified like any other token. So the search is bounded:
/// a few places of a hash table are looked at, and a stranger there is never confused with the token, because all bytes
/// are compared. The hash is the token's last eight characters, which are of its signature and therefore differ.
struct BatchDuplicates: Sendable {
    private static let maximumProbes = 4

    /// For each token, the index of its first occurrence if it is a later one, otherwise −1; empty if there are none.
    private var firstOccurrences: [Int32] = []

    init(_ batch: TokenBatch) {
        let count = batch.count
        guard count > 1, count < Int(Int32.max) else { return }
        var size = 4
        while size < 2 * count { size *= 2 }
        let bytes = batch.bytes
        let text = bytes.span.octets
        var table = [Int32](repeating: -1, count: size)
        for index in 0..<count {
            let token = batch.entries[index].token
            guard token.count >= 8 else { continue }
            let tail = text.littleEndianWord(at: token.upperBound &- 8)
            var place = Int(truncatingIfNeeded: (tail &* 0x9E37_79B9_7F4A_7C15) &>> 20) & (size &- 1)
            for _ in 0..<Self.maximumProbes {
                let other = table[place]
                guard other >= 0 else {
                    table[place] = Int32(truncatingIfNeeded: index)
                    break
                }
                let candidate = batch.entries[Int(other)].token
                if candidate.count == token.count,
                    JSONText.equal(text.extracting(candidate), text.extracting(token))
                {
                    if firstOccurrences.isEmpty { firstOccurrences = [Int32](repeating: -1, count: count) }
                    firstOccurrences[index] = other
                    break
                }
                place = (place &+ 1) & (size &- 1)
            }
        }
    }

    /// Whether no token occurs twice.
    var isEmpty: Bool { firstOccurrences.isEmpty }

    /// The index of the same token's first occurrence, or `nil` if this is it.
    @inline(__always)
    func firstOccurrence(of index: Int) -> Int? {
        guard !firstOccurrences.isEmpty, firstOccurrences[index] >= 0 else { return nil }
        return Int(firstOccurrences[index])
    }
}
