/// Writes rows as one self-contained page.
struct HTMLReport {
    let machine: Machine
    let rows: [BenchRow]

    var text: String { "" }
}
