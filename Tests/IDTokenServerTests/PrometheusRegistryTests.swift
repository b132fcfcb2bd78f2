import Metrics
import Testing

@testable import idtoken_server

@Suite("The Prometheus registry")
struct PrometheusRegistryTests {
    @Test("writes counters, gauges and histograms in the order of their names")
    func text() {
        let registry = PrometheusRegistry()
        Counter(label: "b_total", dimensions: [("x", "1")], factory: registry).increment(by: 2)
        Counter(label: "b_total", dimensions: [("x", "1")], factory: registry).increment()
        Gauge(label: "a", dimensions: [], factory: registry).record(1.5)
        Meter(label: "c", dimensions: [], factory: registry).set(3)
        Timer(label: "d_seconds", dimensions: [], factory: registry).recordNanoseconds(2_000_000)
        let text = registry.text
        #expect(
            text.hasPrefix("# TYPE a gauge\na 1.5\n# TYPE b_total counter\nb_total{x=\"1\"} 3\n# TYPE c gauge\nc 3\n")
        )
        #expect(text.contains("d_seconds_bucket{le=\"0.001\"} 0\nd_seconds_bucket{le=\"0.0025\"} 1\n"))
        #expect(text.contains("d_seconds_bucket{le=\"+Inf\"} 1\nd_seconds_sum 0.002\nd_seconds_count 1\n"))
    }

    @Test("keeps names and labels from breaking a line")
    func escaping() {
        let registry = PrometheusRegistry()
        Counter(label: "a-b.c", dimensions: [("l-1", "x\"\\\ny")], factory: registry).increment()
        #expect(registry.text == "# TYPE a_b_c counter\na_b_c{l_1=\"x\\\"\\\\\\ny\"} 1\n")
    }

    @Test("keeps a bounded number of series")
    func bounded() {
        let registry = PrometheusRegistry(capacity: 3)
        for number in 0..<100 {
            Counter(label: "n", dimensions: [("x", String(number))], factory: registry).increment()
        }
        #expect(registry.text.split(separator: "\n").count == 4)
    }

    @Test("puts up with one name for two kinds")
    func twoKinds() {
        let registry = PrometheusRegistry()
        Counter(label: "n", factory: registry).increment()
        Meter(label: "n", factory: registry).set(7)
        #expect(registry.text == "# TYPE n counter\nn 1\n")
    }
}
