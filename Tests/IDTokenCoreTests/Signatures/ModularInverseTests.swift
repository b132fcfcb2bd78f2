import Testing

@testable import IDTokenCore

@Suite struct ModularInverseTests {
    @Test func `The product of a number and its inverse is one`() {
        var generator = SystemRandomNumberGenerator()
        let order = P256Curve.orderWords
        for _ in 0..<2_000 {
            let value = Words256(generator.next(), generator.next(), generator.next(), generator.next())
            guard !value.isZero, value < order else { continue }
            #expect(product(value, ModularInverse.inverse(of: value)) == Words256(0, 0, 0, 1))
        }
    }

    @Test func `Small numbers, powers of two and numbers near the order have inverses too`() {
        let order = P256Curve.orderWords
        var values = (1...64).map { Words256(0, 0, 0, UInt64($0)) }
        values += (1...64).map { Words256(order.first, order.second, order.third, order.fourth - UInt64($0)) }
        for shift in 0..<64 {
            values.append(Words256(0, 0, 0, 1 << UInt64(shift)))
            values.append(Words256(0, 0, 1 << UInt64(shift), 0))
            values.append(Words256(0, 1 << UInt64(shift), 0, 0))
            values.append(Words256(1 << UInt64(shift), 0, 0, 0))
        }
        for value in values {
            #expect(product(value, ModularInverse.inverse(of: value)) == Words256(0, 0, 0, 1))
        }
    }

    /// The product modulo n by doubling and adding, one bit at a time.
    private func product(_ first: Words256, _ second: Words256) -> Words256 {
        var result = Words256(0, 0, 0, 0)
        for word in [first.first, first.second, first.third, first.fourth] {
            for bit in (0..<64).reversed() {
                result = sum(result, result)
                if word >> UInt64(bit) & 1 == 1 { result = sum(result, second) }
            }
        }
        return result
    }

    /// The sum modulo n of two numbers below n.
    private func sum(_ first: Words256, _ second: Words256) -> Words256 {
        let order = P256Curve.orderWords
        var carry: UInt64 = 0
        func add(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (partial, overflow) = a.addingReportingOverflow(b)
            let (total, more) = partial.addingReportingOverflow(carry)
            carry = overflow || more ? 1 : 0
            return total
        }
        let d = add(first.fourth, second.fourth)
        let c = add(first.third, second.third)
        let b = add(first.second, second.second)
        let a = add(first.first, second.first)
        let total = Words256(a, b, c, d)
        guard carry == 1 || !(total < order) else { return total }
        var borrow: UInt64 = 0
        func subtract(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (partial, overflow) = a.subtractingReportingOverflow(b)
            let (rest, more) = partial.subtractingReportingOverflow(borrow)
            borrow = overflow || more ? 1 : 0
            return rest
        }
        let w = subtract(total.fourth, order.fourth)
        let z = subtract(total.third, order.third)
        let y = subtract(total.second, order.second)
        let x = subtract(total.first, order.first)
        return Words256(x, y, z, w)
    }
}
