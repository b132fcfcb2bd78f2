import Testing

@testable import IDTokenCore

@Suite struct Base64URLTests {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Decodes by the fast path, with the room it asks for plus some.
    private static func fast(_ text: [UInt8], extraRoom: Int = 0) -> [UInt8]? {
        var room = [UInt8](repeating: 0xAA, count: Base64URL.decodedCapacity(text.count) + extraRoom)
        var span = room.mutableSpan
        var output = unsafe span.mutableBytes
        guard let count = Base64URL.Decoder().decode(text.span.octets, into: &output) else { return nil }
        return Array(room[..<count])
    }

    @Test func `Every text of one to three characters of a telling class is judged as the reference judges it`() {
        let telling = Array("AQEgwIZ019azfM-_".utf8) + Array("=+/. \n".utf8) + [0, 0x1F, 0x7F, 0x80, 0xC1, 0xFF]
        var differing: [[UInt8]] = []
        for first in telling {
            if Self.fast([first]) != Base64URL.decodeReference([first]) { differing.append([first]) }
            for second in telling {
                let pair = [first, second]
                if Self.fast(pair) != Base64URL.decodeReference(pair) { differing.append(pair) }
                for third in telling {
                    let triple = pair + [third]
                    if Self.fast(triple) != Base64URL.decodeReference(triple) { differing.append(triple) }
                }
            }
        }
        #expect(differing.isEmpty)
    }

    @Test func `Every byte that is not of the alphabet is refused at every place of a text`() {
        var accepted: [(UInt8, Int)] = []
        for byte in UInt8.min...UInt8.max where !Self.alphabet.contains(byte) {
            // From 32 characters on whole blocks are decoded at once.
            for place in 0..<67 {
                for length in [2, 3, 4, 7, 8, 15, 32, 34, 67] where place < length {
                    var text = [UInt8](repeating: UInt8(ascii: "A"), count: length)
                    text[place] = byte
                    if Self.fast(text) != nil || Base64URL.decodeReference(text) != nil {
                        accepted.append((byte, place))
                    }
                }
            }
        }
        #expect(accepted.isEmpty)
    }

    @Test func `Of the four or sixteen spellings of a last character only the one without spare bits is accepted`() {
        for prefix in ["", "AAAA", "AAAAAAAA"] {
            let one = Self.alphabet.filter { Self.fast(Array(prefix.utf8) + [UInt8(ascii: "A"), $0]) != nil }
            #expect(one == Array("AQgw".utf8))
            let two = Self.alphabet.filter { Self.fast(Array((prefix + "AA").utf8) + [$0]) != nil }
            #expect(two == Array("AEIMQUYcgkosw048".utf8))
        }
    }

    @Test(arguments: ["A", "AAAAA", "AAAAAAAAA", "AA==", "AAA=", "AA=", "AA A", "AAAA\n", "+AAA", "/AAA", "A=", "===="])
    func `A text of impossible length, with padding, white space or the other alphabet is refused`(_ text: String) {
        #expect(Self.fast(Array(text.utf8)) == nil)
        #expect(Base64URL.decodeReference(text.utf8) == nil)
    }

    @Test func `Output without the room asked for is refused and not overrun`() {
        let text = Array("AAAAAAAAAAAAAAAA".utf8)
        for room in 0..<Base64URL.decodedCapacity(text.count) {
            var output = [UInt8](repeating: 0, count: room)
            var span = output.mutableSpan
            var bytes = unsafe span.mutableBytes
            let count = Base64URL.Decoder().decode(text.span.octets, into: &bytes)
            #expect(count == nil)
        }
        #expect(Self.fast(text) == [UInt8](repeating: 0, count: 12))
    }

    @Test func `Nothing is written behind the room asked for`() {
        for length in 0..<40 where length % 4 != 1 {
            let text = [UInt8](repeating: UInt8(ascii: "A"), count: length)
            var output = [UInt8](repeating: 0x5A, count: Base64URL.decodedCapacity(length) + 16)
            let end = Base64URL.decodedCapacity(length)
            do {
                var span = output.mutableSpan
                var bytes = unsafe span.mutableBytes
                var target = bytes._mutatingExtracting(0..<end)
                let count = Base64URL.Decoder().decode(text.span.octets, into: &target)
                #expect(count == length * 3 / 4)
            }
            #expect(output[end...].allSatisfy { $0 == 0x5A })
        }
    }

    @Test func `Random bytes survive encoding and both decoders, and mutated texts are judged alike`() {
        var random = SeededGenerator(0xB64)
        for _ in 0..<Scale.count(3000, full: 300_000) {
            let bytes = random.bytes(Int.random(in: 0...110, using: &random))
            var text = Array(Base64URL.encode(bytes).utf8)
            guard Self.fast(text, extraRoom: 3) == bytes, Base64URL.decodeReference(text) == bytes else {
                Issue.record("\(bytes) does not survive")
                return
            }
            for _ in 0..<3 where !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[place] = UInt8.random(in: 0...255, using: &random)
                case 1: text[place] = Self.alphabet[Int.random(in: 0..<64, using: &random)]
                case 2: text.remove(at: place)
                default: text.insert(UInt8(ascii: "="), at: place)
                }
                guard Self.fast(text) == Base64URL.decodeReference(text) else {
                    Issue.record("\(text) is judged differently")
                    return
                }
            }
        }
    }

    @Test func `A decoded text encodes to itself, so that no bytes have two spellings`() {
        var random = SeededGenerator(7)
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
                Self.alphabet[Int.random(in: 0..<64, using: &random)]
            }
            if let bytes = Self.fast(text) { #expect(Array(Base64URL.encode(bytes).utf8) == text) }
        }
    }

    @Test func `The examples of RFC 4648 section 10 decode without their padding`() {
        let examples = [
            "": "", "f": "Zg", "fo": "Zm8", "foo": "Zm9v", "foob": "Zm9vYg", "fooba": "Zm9vYmE", "foobar": "Zm9vYmFy",
        ]
        for (plain, text) in examples {
            #expect(Self.fast(Array(text.utf8)) == Array(plain.utf8))
            #expect(Base64URL.encode(plain.utf8) == text)
        }
    }
}
