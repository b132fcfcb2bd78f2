internal import COpenSSL

/// The curve P-256 (SP 800-186 §3.2.1.3) for making keys, signatures and edge cases; slow and plain.
///
/// Numbers are 32 bytes, the most significant first. The point at infinity is `nil`.
@safe
package final class P256: Sendable {
    /// A point of the curve other than infinity.
    package struct Point: Hashable, Sendable {
        package var x: [UInt8]
        package var y: [UInt8]

        package init(x: [UInt8], y: [UInt8]) {
            (self.x, self.y) = (x, y)
        }
    }

    /// n, the order of the generator.
    package static let order = hexadecimal("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
    /// p, the prime of the field.
    package static let prime = hexadecimal("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
    /// G, the generator.
    package static let generator = Point(
        x: hexadecimal("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        y: hexadecimal("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
    )

    /// The group; read by any number of threads and never changed.
    nonisolated(unsafe) static let group: OpaquePointer = {
        guard let group = unsafe EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1) else {
            fatalError("OpenSSL has no P-256.")
        }
        return unsafe group
    }()

    // MARK: Points

    /// scalar · G.
    package static func multiplyGenerator(by scalar: [UInt8]) -> Point? {
        unsafe compute { result, context in
            let factor = BigNumber(scalar)
            return unsafe EC_POINT_mul(group, result, factor.handle, nil, nil, context) == 1
        }
    }

    /// scalar · point.
    package static func multiply(_ point: Point, by scalar: [UInt8]) -> Point? {
        unsafe withPoint(point) { operand in
            unsafe compute { result, context in
                let factor = BigNumber(scalar)
                return unsafe EC_POINT_mul(group, result, nil, operand, factor.handle, context) == 1
            }
        }
    }

    /// first + second.
    package static func add(_ first: Point, _ second: Point) -> Point? {
        unsafe withPoint(first) { left in
            unsafe withPoint(second) { right in
                unsafe compute { result, context in unsafe EC_POINT_add(group, result, left, right, context) == 1 }
            }
        }
    }

    /// −point.
    package static func negate(_ point: Point) -> Point {
        Point(x: point.x, y: difference(prime, point.y))
    }

    /// The point with this x and the parity of its y, if x belongs to a point (SEC 1 §2.3.4).
    package static func point(x: [UInt8], isYOdd: Bool) -> Point? {
        let number = BigNumber(x)
        let point = unsafe compute { result, context in
            unsafe EC_POINT_set_compressed_coordinates(group, result, number.handle, isYOdd ? 1 : 0, context) == 1
        }
        ERR_clear_error()
        return point
    }

    private static func compute(_ body: (_ result: OpaquePointer, _ context: OpaquePointer) -> Bool) -> Point? {
        guard let context = unsafe BN_CTX_new(), let result = unsafe EC_POINT_new(group) else {
            fatalError("OpenSSL has no memory for a point.")
        }
        defer {
            unsafe EC_POINT_free(result)
            unsafe BN_CTX_free(context)
        }
        let x = BigNumber()
        let y = BigNumber()
        guard unsafe body(result, context), unsafe EC_POINT_is_at_infinity(group, result) == 0,
            unsafe EC_POINT_get_affine_coordinates(group, result, x.handle, y.handle, context) == 1
        else { return nil }
        return Point(x: x.bytes, y: y.bytes)
    }

    private static func withPoint(_ point: Point, _ body: (OpaquePointer) -> Point?) -> Point? {
        guard let handle = unsafe EC_POINT_new(group) else { fatalError("OpenSSL has no memory for a point.") }
        defer { unsafe EC_POINT_free(handle) }
        let x = BigNumber(point.x)
        let y = BigNumber(point.y)
        guard unsafe EC_POINT_set_affine_coordinates(group, handle, x.handle, y.handle, nil) == 1 else {
            ERR_clear_error()
            return nil
        }
        return unsafe body(handle)
    }

    // MARK: Numbers modulo n

    /// first + second mod n.
    package static func sumModuloOrder(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        unsafe moduloOrder(first, second) { unsafe BN_mod_add($0, $1, $2, $3, $4) }
    }

    /// first − second mod n.
    package static func differenceModuloOrder(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        unsafe moduloOrder(first, second) { unsafe BN_mod_sub($0, $1, $2, $3, $4) }
    }

    /// first · second mod n.
    package static func productModuloOrder(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        unsafe moduloOrder(first, second) { unsafe BN_mod_mul($0, $1, $2, $3, $4) }
    }

    /// 1 / number mod n, for a number that is not zero.
    package static func inverseModuloOrder(_ number: [UInt8]) -> [UInt8] {
        unsafe moduloOrder(number, []) { result, number, _, order, context in
            unsafe BN_mod_inverse(result, number, order, context) == nil ? 0 : 1
        }
    }

    private static func moduloOrder(
        _ first: [UInt8],
        _ second: [UInt8],
        _ body: (OpaquePointer, OpaquePointer, OpaquePointer, OpaquePointer, OpaquePointer) -> Int32
    ) -> [UInt8] {
        guard let context = unsafe BN_CTX_new() else { fatalError("OpenSSL has no memory for a context.") }
        defer { unsafe BN_CTX_free(context) }
        let result = BigNumber()
        let left = BigNumber(first)
        let right = BigNumber(second)
        let order = BigNumber(order)
        guard unsafe body(result.handle, left.handle, right.handle, order.handle, context) == 1 else {
            fatalError("The number has no inverse.")
        }
        return result.bytes
    }

    // MARK: Plain numbers

    /// first + second, which must stay below 2^256.
    package static func sum(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        let result = BigNumber()
        let left = BigNumber(first)
        let right = BigNumber(second)
        _ = unsafe BN_add(result.handle, left.handle, right.handle)
        return result.bytes
    }

    /// first − second, where second is not the larger one.
    package static func difference(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
        let result = BigNumber()
        let left = BigNumber(first)
        let right = BigNumber(second)
        _ = unsafe BN_sub(result.handle, left.handle, right.handle)
        return result.bytes
    }

    private static func hexadecimal(_ digits: String) -> [UInt8] {
        let values = digits.compactMap(\.hexDigitValue)
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }
}
