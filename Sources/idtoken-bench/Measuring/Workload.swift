/// What is done again and again while the clock runs. It belongs to one thread.
protocol Workload: AnyObject {
    /// How many tokens one call judges.
    var tokensPerCall: Int { get }
    /// How many answers were not the expected ones so far; any but 0 makes a measurement void.
    var surprises: Int { get }

    /// What it keeps of the heap, where that is what a case is about.
    var memoryBytes: Int? { get }

    /// Does it once, with the next tokens of the pool.
    func call()
}

extension Workload {
    var memoryBytes: Int? { nil }
}
