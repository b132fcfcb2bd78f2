/// The page's script: it sends a token to this server, and shows what comes back.
enum PageScript {
    static let text = [opening, rendering, reporting, behaviour].joined(separator: "\n")

    private static let opening = #"""
        "use strict";

        const at = (identifier) => document.getElementById(identifier);

        /** An element with text and elements inside; text is never markup. */
        function element(name, className, ...inside) {
          const made = document.createElement(name);
          if (className) made.className = className;
          made.append(...inside.filter((part) => part !== null && part !== undefined));
          return made;
        }

        """#

    /// The form, and when a judgement is asked for.
    private static let behaviour = #"""
        let latest = 0;

        /** The token as it is sent: what was copied along with it is left out, and said to be. */
        function typedToken() {
          const typed = at("token").value;
          const token = typed.trim().replace(/^Bearer\s+/i, "");
          return { token, isChanged: token !== typed };
        }

        /** The time to judge at: null for now, undefined if it cannot be read. */
        function typedTime() {
          if (!at("at-other").checked) return null;
          const typed = at("at").value.trim();
          if (/^\d{1,15}$/.test(typed)) return Number(typed);
          const form = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:\d\d)?$/i;
          const parts = form.exec(typed);
          if (!parts) return undefined;
          const zone = !parts[3] || /^(z|utc)$/i.test(parts[3]) ? "Z" : parts[3];
          const milliseconds = Date.parse(parts[1] + "T" + parts[2] + zone);
          return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
        }

        function showTimeField() {
          at("at-field").hidden = !at("at-other").checked;
        }

        async function judge() {
          const { token, isChanged } = typedToken();
          const time = typedTime();
          at("at").setAttribute("aria-invalid", String(time === undefined));
          if (time === undefined) {
            showProblem("This is no time", "Write it like 2026-01-01 00:00:00, or in seconds since 1970.");
            at("at").focus();
            return;
          }
          if (token === "") {
            showProblem("There is no token", "Paste one into the field above.");
            at("token").focus();
            return;
          }
          const mine = ++latest;
          const question = { token };
          if (at("nonce").value !== "") question.nonce = at("nonce").value;
          if (at("subject").value !== "") question.subject = at("subject").value;
          if (time !== null) question.at = time;
          try {
            const answer = await fetch("/page/report", {
              method: "POST",
              headers: { "Content-Type": "application/json" },
              body: JSON.stringify(question),
              cache: "no-store",
              credentials: "omit",
              redirect: "error",
            });
            if (mine !== latest) return;
            if (answer.status === 413) {
              showProblem("Far too long", "This is many times longer than a token may be.");
            } else if (!answer.ok) {
              showProblem("Not judged", "The server refused to judge it (" + answer.status + ").");
            } else {
              const report = await answer.json();
              if (mine === latest) showReport(report, isChanged);
            }
          } catch {
            if (mine === latest) showProblem("Not judged", "The server does not answer.");
          }
        }

        function clear() {
          latest += 1;
          at("form").reset();
          showTimeField();
          at("at").removeAttribute("aria-invalid");
          showNothing();
          at("token").focus();
        }

        async function showAccepted() {
          try {
            const answer = await fetch("/page/policy", { cache: "no-store", credentials: "omit", redirect: "error" });
            at("policy").replaceChildren(...(await answer.json()).map(policy));
          } catch {
            at("policy").replaceChildren(element("p", "quiet", "The server does not answer."));
          }
        }

        at("form").addEventListener("submit", (event) => {
          event.preventDefault();
          judge();
        });
        at("form").addEventListener("keydown", (event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          const isToken = event.target === at("token") && !event.shiftKey;
          if (!isToken && !event.ctrlKey && !event.metaKey) return;
          event.preventDefault();
          judge();
        });
        // A pasted token is what the person came for; the field has it only after this event.
        at("token").addEventListener("paste", () => setTimeout(judge));
        at("at-now").addEventListener("change", showTimeField);
        at("at-other").addEventListener("change", () => {
          showTimeField();
          at("at").value ||= date(Math.floor(Date.now() / 1000)).replace(" UTC", "");
        });
        at("clear").addEventListener("click", clear);
        // A browser may have kept the choice from before a reload.
        showTimeField();
        showAccepted();
        """#
}
