/// One file of the output folder.
struct GeneratedFile {
    /// The path inside of the output folder.
    let path: String
    let text: String
}
