internal import Foundation

/// Writes numbers for people and for programs, the same whatever the locale.
enum Figures {
    /// A number with this many decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    /// A duration with a unit and three digits or so: `612 ns`, `12.4 µs`, `16.2 ms`.
    static func duration(_ nanoseconds: Double) -> String {
        switch nanoseconds {
        case ..<1_000: fixed(nanoseconds, nanoseconds < 100 ? 1 : 0) + " ns"
        case ..<1_000_000: short(nanoseconds / 1_000) + " µs"
        default: short(nanoseconds / 1_000_000) + " ms"
        }
    }

    /// A rate with a metric prefix: `81.2 k`, `1.63 M`.
    static func rate(_ perSecond: Double) -> String {
        switch perSecond {
        case ..<1_000: short(perSecond)
        case ..<1_000_000: short(perSecond / 1_000) + " k"
        default: short(perSecond / 1_000_000) + " M"
        }
    }

    /// A ratio to the floor: two decimals, fewer where it is large, more where it would vanish.
    static func ratio(_ ratio: Double) -> String {
        fixed(ratio, ratio >= 100 ? 0 : ratio >= 0.01 ? 2 : 4)
    }

    /// A count per token: whole numbers without decimals.
    static func perToken(_ count: Double?) -> String {
        guard let count else { return "–" }
        return count == count.rounded() ? fixed(count, 0) : count < 0.01 ? "<0.01" : fixed(count, 2)
    }

    /// A share as a percentage.
    static func percent(_ share: Double) -> String { fixed(share * 100, share < 0.1 ? 1 : 0) + " %" }

    /// A number of bytes: `812 kB`, `4.20 MB`.
    static func bytes(_ count: Int) -> String {
        count < 1_000_000 ? short(Double(count) / 1_000) + " kB" : short(Double(count) / 1_000_000) + " MB"
    }

    private static func short(_ value: Double) -> String {
        fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0)
    }
}
