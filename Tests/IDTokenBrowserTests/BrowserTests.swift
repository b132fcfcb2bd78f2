internal import Testing

/// All tests that need a browser; one after the other, because each browser is a dozen processes.
///
/// They run where Debian's `chromium` and `chromium-driver` are installed, which `.ci/browser` sees to.
@Suite(.serialized, .enabled(if: ChromeDriver.isInstalled, "Chromium and its driver are not installed"))
enum BrowserTests {}
