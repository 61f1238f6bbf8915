/// What this build calls itself.
package enum SluiceVersion {
    /// The version, as in `sluice_build_info`.
    package static let text = "0.1.0"
    /// The source revision, where the build knows it.
    package static let revision = "unknown"
}
