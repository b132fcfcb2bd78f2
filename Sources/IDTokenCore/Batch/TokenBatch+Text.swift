extension TokenBatch {
    /// Makes a batch whose tokens are parts of a text, which is shared and not copied: for readers of large inputs.
    package init(text: [UInt8]) {
        bytes = text
    }

    /// Adds a token that lies in the text, with neither nonce nor subject expected of it. The place must be in the
    /// text.
    package mutating func appendToken(at place: Range<Int>) {
        precondition(place.lowerBound >= 0 && place.upperBound <= bytes.count)
        entries.append(
            Entry(token: place, nonce: 0..<0, subject: 0..<0, expected: Expectations(nonce: false, subject: false))
        )
    }

    /// Removes all tokens and leaves the text.
    package mutating func removeTokens() {
        entries.removeAll(keepingCapacity: true)
    }

    /// Adds a token, its nonce and its subject as parts of a text, which are copied. The places must be in the text.
    package mutating func append(
        partsOf text: Span<UInt8>,
        token: Range<Int>,
        nonce: Range<Int>?,
        subject: Range<Int>?
    ) {
        let start = bytes.count
        bytes.append(text.extracting(token).octets)
        let tokenEnd = bytes.count
        if let nonce { bytes.append(text.extracting(nonce).octets) }
        let nonceEnd = bytes.count
        if let subject { bytes.append(text.extracting(subject).octets) }
        entries.append(
            Entry(
                token: start..<tokenEnd,
                nonce: tokenEnd..<nonceEnd,
                subject: nonceEnd..<bytes.count,
                expected: Expectations(nonce: nonce != nil, subject: subject != nil)
            )
        )
    }
}
