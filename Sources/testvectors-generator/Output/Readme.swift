/// The README of the output folder, whose figures are counted and not remembered.
enum Readme {
    static func text(_ groups: [VectorGroup]) -> String {
        let all = groups.flatMap(\.cases)
        func count(_ cases: [VectorCase], _ expectation: VectorCase.Expectation) -> Int {
            cases.filter { $0.expectation == expectation }.count
        }
        let rows = groups.map { group in
            "| `\(group.name).jsonl` | \(count(group.cases, .valid)) | \(count(group.cases, .invalid)) | "
                + "\(count(group.cases, .either)) | \(group.about) |"
        }
        return """
            # Test vectors

            \(all.count) cases for anything that judges ID tokens: \(count(all, .valid)) that must be accepted, \
            \(count(all, .invalid)) that must be refused, \(count(all, .either)) that the standards leave open.

            ```
            idtoken conformance testvectors
            ```

            All keys and secrets were made for these tests, from labelled seeds that everybody can read. Trust none of
            them. The clock of all cases is 1767225600, which is 2026-01-01T00:00:00Z.

            | file | valid | invalid | either | about |
            |---|---:|---:|---:|---|
            \(rows.joined(separator: "\n"))
            | all | \(count(all, .valid)) | \(count(all, .invalid)) | \(count(all, .either)) | |

            `line/` holds no cases but a key set and a file of tokens to try the command line on; see its own README.

            ## Format

            One JSON object a line. Every case has an `id` that is unique over all files, its `group`, a `comment`, and
            `expect`: `valid`, `invalid`, or `either` where the standards leave it open.

            **A token to judge** has `token`, what judges it, and the time:

            | member | meaning |
            |---|---|
            | `keys` | a JWK Set: ES256 is allowed |
            | `secret` | the characters of a shared secret, taken as UTF-8 byte for byte: HS256 is allowed. It belongs to every audience of the case |
            | `issuer` | the only issuer |
            | `audience` | our client identifier, or an array of them |
            | `nonce`, `subject` | what is expected; absent: not compared |
            | `leeway`, `max_age` | seconds; absent: 0, and no maximum |
            | `now` | the time, in seconds since 1970 |

            A case whose keys, secret or policy cannot be configured counts as refused with the code of that.

            **A signature alone** has `alg`, `jwk` (ES256) or `secret_hex` (HS256), `message_hex` and `signature_hex`.

            **A compact JWS without claim rules** has `jws`, and `jwk` or `secret_hex`.

            Every case that must be refused names the acceptable codes in `reasons`. A case of `either` names the codes
            by which it may be refused; accepting it is as right.

            ## What ES256 is asked

            `es256.jsonl` goes to the edges of the arithmetic: r and s at 0, 1, n − 1, n, n + 1, p and 2²⁵⁶ − 1; x(R)
            from n to p − 1, where r + n is met; r for which r + n equals x(R) modulo p only; R at infinity;
            u₁·G = ±u₂·Q; factors 1, 2 and n − 1; keys ±G and small multiples of G. Most of them choose r, s and R first
            and compute the public key from these.

            Not there: u₁ = 0, which needs a message whose SHA-256 digest is 0 or n, and a digest of n or more. Nobody
            knows such a message. A judge of digests instead of messages should test these as well.

            ## Making them again

            ```
            swift run testvectors-generator testvectors
            ```

            The files come out the same to the byte: keys come from seeds, signatures are deterministic (RFC 6979),
            nothing reads a clock. What a case expects follows from the standards and from the order of rules, never from
            what a validator happened to answer.

            The numbers of RFC 4231, RFC 6979 A.2.5, RFC 7515 A.1 and RFC 7515 A.3 are those printed there.

            """
    }
}
