/// Everything that is generated.
enum VectorSuite {
    /// The groups, one file each, in the order of the README.
    static func groups() -> [VectorGroup] {
        [
            LINEVectors.group(), SegmentVectors.group(), Base64URLVectors.group(), JSONVectors.group(),
            HeaderVectors.group(), KeySetVectors.group(), ClaimVectors.group(), TimeVectors.group(),
            OrderVectors.group(), SignatureVectors.group(), PolicyVectors.group(), ES256Vectors.group(),
            HS256Vectors.group(), JWSVectors.group(),
        ]
    }

    /// The files; the same bytes in every run.
    static func files() -> [GeneratedFile] {
        let groups = groups()
        let sample = LINESample()
        let vectors = groups.map { group in
            GeneratedFile(
                path: "\(group.name).jsonl",
                text: group.cases.map { $0.text + "\n" }.joined()
            )
        }
        return vectors + [GeneratedFile(path: "README.md", text: Readme.text(groups))] + sample.files
    }
}
