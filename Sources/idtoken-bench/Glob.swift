/// A pattern of names: `*` stands for any characters or none, `?` for any one, everything else for itself.
struct Glob {
    private let pattern: [Character]

    init(_ pattern: String) {
        self.pattern = Array(pattern)
    }

    /// Whether the whole name is of the pattern. Takes time in proportion to the product of both lengths at most.
    func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (position, index) = (0, 0)
        // Where the last star stands, and how much of the name it covers so far.
        var star: (position: Int, index: Int)?
        while index < name.count {
            if position < pattern.count, pattern[position] == "*" {
                star = (position, index)
                position += 1
            } else if position < pattern.count, pattern[position] == "?" || pattern[position] == name[index] {
                position += 1
                index += 1
            } else if let last = star {
                star = (last.position, last.index + 1)
                (position, index) = (last.position + 1, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == "*" }
    }
}
