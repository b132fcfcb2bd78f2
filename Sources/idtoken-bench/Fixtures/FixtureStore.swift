/// Makes each fixture once, when the first case asks for it.
final class FixtureStore {
    private var fixtures: [TokenPool.Kind: Fixture] = [:]

    /// The proven fixture of a kind.
    func fixture(_ kind: TokenPool.Kind) throws(BenchError) -> Fixture {
        if let fixture = fixtures[kind] { return fixture }
        let fixture = try Fixture(TokenPool(kind))
        fixtures[kind] = fixture
        return fixture
    }
}
