internal import CoreMetrics
internal import Synchronization

/// Keeps what swift-metrics reports, and writes it in Prometheus' text format.
///
/// Timers become histograms in seconds, recorders histograms or, where only the last value counts, gauges. Values of one
/// name and one set of labels are one, whoever made them. A name that comes with ever new labels is cut off at a number of
/// series, so that memory stays bounded whatever its author does.
final class PrometheusRegistry: MetricsFactory {
    /// The most series in all.
    private let capacity: Int

    private struct State {
        var series: [SeriesKey: any Series] = [:]
        /// One for all that come too late, which is not shown.
        let surplusCounter = CounterSeries()
        let surplusGauge = GaugeSeries()
        let surplusHistogram = HistogramSeries(bounds: [], scale: 1)
    }

    private let state = Mutex(State())

    init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    /// Everything, in the order of the names.
    var text: String {
        let all = state.withLock { $0.series }.sorted { $0.key < $1.key }
        var text = ""
        var name = ""
        for (key, series) in all {
            if key.name != name {
                name = key.name
                text += "# TYPE \(name) \(series.type)\n"
            }
            series.append(key, to: &text)
        }
        return text
    }

    private func series<Kind: Series>(
        _ label: String,
        _ dimensions: [(String, String)],
        surplus: (borrowing State) -> Kind,
        make: () -> Kind
    ) -> Kind {
        let key = SeriesKey(label, dimensions)
        return state.withLock { state in
            if let known = state.series[key] { return known as? Kind ?? surplus(state) }
            guard state.series.count < capacity else { return surplus(state) }
            let made = make()
            state.series[key] = made
            return made
        }
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        series(label, dimensions, surplus: { $0.surplusGauge }, make: { GaugeSeries() })
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)], scale: Double) -> HistogramSeries {
        series(
            label,
            dimensions,
            surplus: { $0.surplusHistogram },
            make: { HistogramSeries(bounds: HistogramSeries.bounds(of: label), scale: scale) }
        )
    }

    // MARK: What swift-metrics asks for

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, surplus: { $0.surplusCounter }, make: { CounterSeries() })
    }

    func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions, surplus: { $0.surplusCounter }, make: { CounterSeries() })
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions, scale: 1) : gauge(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions, scale: 1e-9)
    }

    // What was counted stays: a series that vanished would look like a restart.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
