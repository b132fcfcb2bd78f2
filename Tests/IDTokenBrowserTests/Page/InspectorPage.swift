internal import IDTokenCore

/// The page as a person sees it: its fields, and what it says.
struct InspectorPage: Sendable {
    let browser: Browser

    /// Chooses another time than now.
    func judge(asOf time: String) async throws {
        try await browser.find("#at-other").click()
        let field = try await browser.find("#at")
        try await field.clear()
        try await field.type(time)
    }

    /// Puts a token into its field at once, as pasting does, without what typing thousands of keys takes.
    func put(_ token: String) async throws {
        try await browser.script("document.getElementById('token').value = arguments[0]", [.string(token)])
    }

    /// The verdict once there is one of this kind: `valid`, `invalid`, `undecided` or `error`.
    func verdict(_ state: String) async throws -> String {
        try await browser.find("#verdict[data-state=\(state)]").text
    }

    /// What is said of a rule: its state, and the texts that stand with it.
    func rule(_ name: String) async throws -> (state: String?, text: String) {
        let row = try await browser.find("[data-rule=\(name)]")
        return (try await row.attribute("data-state"), try await row.text)
    }

    /// The states of all rules in their order.
    func states() async throws -> [String] {
        let found = try await browser.script("return [...document.querySelectorAll('.rule')].map(r => r.dataset.state)")
        return (found.arrayValue ?? []).compactMap(\.stringValue)
    }

    /// How many pixels the page is wider than the window. Not by `innerWidth`, which grows with the page on a phone.
    func overflow() async throws -> Int {
        try await browser.script("const page = document.documentElement; return page.scrollWidth - page.clientWidth")
            .integerValue ?? .max
    }

    /// Every visible text whose contrast to what is behind it is below 4.5, as WCAG 2.2 computes it.
    func paleTexts() async throws -> [String] {
        let found = try await browser.script(
            """
            const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
            const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255)
              .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
              .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
            const behind = (element) => {
              for (let at = element; at; at = at.parentElement) {
                const colour = parse(getComputedStyle(at).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) return colour;
              }
              return [255, 255, 255];
            };
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const pale = [];
            while (walker.nextNode()) {
              const element = walker.currentNode.parentElement;
              if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
              const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              if (ratio < 4.5) pale.push(ratio.toFixed(2) + " " + walker.currentNode.data);
            }
            return pale;
            """
        )
        return (found.arrayValue ?? []).compactMap(\.stringValue)
    }
}
