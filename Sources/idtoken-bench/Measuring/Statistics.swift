/// What slices of the same work say together.
struct Statistics: Equatable {
    /// The middle figure.
    let median: Double
    /// How far apart the quartiles are, as a share of the median: half of the figures lie in a band of this width.
    let spread: Double

    /// Summarises figures; none give zeros.
    init(_ figures: [Double]) {
        let sorted = figures.sorted()
        median = Self.quantile(0.5, of: sorted)
        let band = Self.quantile(0.75, of: sorted) - Self.quantile(0.25, of: sorted)
        spread = median == 0 ? 0 : band / median
    }

    /// The value below which a share of sorted figures lies, interpolated between neighbours.
    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = share * Double(last)
        let lower = Int(position)
        let upper = min(lower + 1, last)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (position - Double(lower))
    }
}
