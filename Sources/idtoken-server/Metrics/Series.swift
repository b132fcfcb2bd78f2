internal import CoreMetrics
internal import Synchronization

/// What is kept for one name and one set of labels.
protocol Series: Sendable {
    /// The word of Prometheus for it.
    var type: String { get }

    /// Appends its lines.
    func append(_ key: SeriesKey, to text: inout String)
}

/// A number that only grows.
final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
    let type = "counter"
    private let value = Atomic<Int64>(0)
    private let fraction = Mutex(0.0)

    func increment(by amount: Int64) {
        value.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        fraction.withLock { $0 += amount }
    }

    func reset() {
        value.store(0, ordering: .relaxed)
        fraction.withLock { $0 = 0 }
    }

    func append(_ key: SeriesKey, to text: inout String) {
        let (whole, part) = (value.load(ordering: .relaxed), fraction.withLock { $0 })
        text += key.line(part == 0 ? String(whole) : String(Double(whole) + part))
    }
}

/// A number that goes up and down.
final class GaugeSeries: Series, MeterHandler, RecorderHandler {
    let type = "gauge"
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func append(_ key: SeriesKey, to text: inout String) {
        let value = value.withLock { $0 }
        text += key.line(Int64(exactly: value).map { String($0) } ?? String(value))
    }
}

/// How often values were in which range.
final class HistogramSeries: Series, TimerHandler, RecorderHandler {
    let type = "histogram"
    private let bounds: [Double]
    private let scale: Double

    private struct Counts {
        var below: [Int64]
        var count: Int64 = 0
        var sum = 0.0
    }

    private let counts: Mutex<Counts>

    /// Makes an empty histogram.
    ///
    /// - Parameters:
    ///   - bounds: The upper ends of the ranges, ascending.
    ///   - scale: What a recorded value is multiplied by.
    init(bounds: [Double], scale: Double) {
        (self.bounds, self.scale) = (bounds, scale)
        counts = Mutex(Counts(below: [Int64](repeating: 0, count: bounds.count)))
    }

    /// Ranges that suit what a name measures: ages of tokens last for hours, requests for milliseconds.
    static func bounds(of label: String) -> [Double] {
        label.contains("age")
            ? [-60, -5, 0, 5, 60, 300, 900, 1800, 3600, 7200, 86400]
            : [
                0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
            ]
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let value = value * scale
        let place = bounds.firstIndex { value <= $0 }
        counts.withLock { counts in
            if let place { counts.below[place] += 1 }
            counts.count += 1
            counts.sum += value
        }
    }

    func append(_ key: SeriesKey, to text: inout String) {
        let counts = counts.withLock { $0 }
        var sum: Int64 = 0
        for (bound, count) in zip(bounds, counts.below) {
            sum += count
            text += key.line(String(sum), suffix: "_bucket", label: "le=\"\(bound)\"")
        }
        text += key.line(String(counts.count), suffix: "_bucket", label: "le=\"+Inf\"")
        text += key.line(String(counts.sum), suffix: "_sum")
        text += key.line(String(counts.count), suffix: "_count")
    }
}
