extension BatchResults {
    /// Appends the payload of a token that may be believed, as the issuer sent it: for callers that pass it on as it
    /// is.
    ///
    /// It is decoded again but not read again, which costs a tenth of what the claims of ``subscript(_:)`` cost.
    /// Appends nothing for any other token.
    package func appendPayload(of position: Int, to output: inout [UInt8]) {
        guard verdicts[position].isValid else { return }
        let bytes = batch.bytes
        Self.appendPayload(of: bytes.span.octets.extracting(batch.entries[position].token), to: &output)
    }

    private static func appendPayload(of token: RawSpan, to output: inout [UInt8]) {
        let context = ThreadContext.current
        guard (try? context.reader.readHeader(token, maximumBytes: token.byteCount)) != nil else { return }
        context.reader.appendPayload(to: &output)
    }

    /// `kid` of the key that verified a token, if it was a key that has one.
    package func keyIdentifier(of position: Int) -> String? {
        guard case .keys(let set) = keys, verdicts[position].keyIndex >= 0 else { return nil }
        return set.storage.keys[Int(verdicts[position].keyIndex)].keyIdentifier
    }
}

extension TokenReader {
    fileprivate func appendPayload(to output: inout [UInt8]) {
        output.append(payloadText.extracting(first: payloadCount))
    }
}
