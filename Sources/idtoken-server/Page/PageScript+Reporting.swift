extension PageScript {
    /// A report of the server as verdict, claims and rules.
    static let reporting = #"""
        const meanings = {
          iss: "issuer", sub: "subject", aud: "audience", exp: "expires", iat: "issued at", nbf: "not before",
          auth_time: "signed in at", nonce: "nonce", azp: "authorized party", amr: "methods of signing in",
          acr: "class of signing in", name: "name", picture: "picture", email: "e-mail", alg: "algorithm",
          kid: "key identifier", typ: "type",
        };
        const stateWords = { holds: "holds", fails: "fails", notReached: "not reached", notAsked: "not asked" };
        const stateDrawings = {
          holds: "M3 8.5l3.2 3.2L13 4.8", fails: "M4 4l8 8M12 4l-8 8", notReached: "M5 8h6", notAsked: "M7.9 8h.2",
        };
        const timeCodes = ["expired", "not_yet_valid", "too_old"];
        const engines = {
          reference: "OpenSSL (reference)", accelerated: "accelerated", mac: "HMAC", cache: "remembered signature",
        };

        function fact(title, ...inside) {
          return element("div", "", element("dt", "", title), element("dd", "", ...inside));
        }

        function mono(text) {
          return element("span", "mono", shown(text));
        }

        /** A rejection's own words, with dates beside the seconds. */
        function explained(text, failure) {
          if (!["exp", "nbf", "iat", "auth_time"].includes(failure.claim)) return mono(text);
          const seconds = /(?<!\d)\d{9,12}(?:\.\d+)?$/.exec(text);
          return element("span", "", mono(text), seconds ? " (" + date(Number(seconds[0])) + ")" : "");
        }

        function judgedAs(report) {
          return date(report.judgedAt) + (report.isNow ? ", now" : "");
        }

        function setVerdict(state, ...inside) {
          at("verdict").replaceChildren(...inside);
          at("verdict").dataset.state = state;
        }

        function showNothing() {
          setVerdict("none", element("p", "quiet", "No token was judged yet."));
          at("details").hidden = true;
        }

        function showProblem(title, message) {
          setVerdict(
            "error",
            element("p", "word", drawing("notAsked"), element("strong", "", title)),
            element("p", "message", message),
          );
          at("details").hidden = true;
        }

        function showReport(report, isChanged) {
          const failure = report.failure;
          const state = !failure ? "valid" : failure.failureClass === "token" ? "invalid" : "undecided";
          const word = { valid: "Valid", invalid: "Not valid", undecided: "Cannot be judged now" }[state];
          const facts = element("dl", "facts", fact("Judged as of", judgedAs(report)));
          if (report.algorithm) facts.append(fact("Algorithm", mono(report.algorithm)));
          if (report.engine) facts.append(fact("Signature judged by", engines[report.engine] ?? report.engine));
          if (report.key) {
            facts.append(fact("Key", mono(report.key.identifier ?? "without kid")));
            if (report.key.thumbprint) facts.append(fact("Thumbprint of the key", mono(report.key.thumbprint)));
          }
          const parts = [
            element("p", "word", drawing({ valid: "holds", invalid: "fails", undecided: "notReached" }[state]),
              element("strong", "", word), failure ? element("code", "", failure.code) : null),
            element("p", "message", failure ? refusal(report) : valid(report)),
          ];
          if (isChanged) parts.push(element("p", "note", "What surrounded the token in the field was left out."));
          parts.push(facts);
          const again = asOfIssue(report);
          if (again) parts.push(again);
          setVerdict(state, ...parts);
          showContents(report, state);
          at("rules").replaceChildren(rules(report));
          at("details").hidden = false;
          if (matchMedia("(max-width: 820px)").matches) at("verdict").scrollIntoView({ block: "start" });
        }

        /** Why a token is not valid; where it is a matter of time, with the time in words. */
        function refusal(report) {
          const time = report.contents.times.find((time) => time.claim === report.failure.claim);
          if (!time || !timeCodes.includes(report.failure.code)) return shown(report.failure.message);
          return "It " + meaning(time.claim, time.seconds, report.judgedAt) + ", " + date(time.seconds) + ".";
        }

        function valid(report) {
          const end = report.contents.times.find((time) => time.claim === "exp");
          if (!end) return "Every rule holds.";
          const words = meaning("exp", end.seconds, report.judgedAt);
          const isLate = end.seconds <= report.judgedAt;
          return "Every rule holds. It " + words + (isLate ? ", within the leeway of " + report.leeway + " s." : ".");
        }

        /** A way to ask whether a token was good when it was new. */
        function asOfIssue(report) {
          const issued = report.contents.times.find((time) => time.claim === "iat");
          const isTime = timeCodes.includes(report.failure?.code);
          if (!isTime || !issued || issued.seconds < 0 || issued.seconds > 253402300799) return null;
          const button = element("button", "plain", "Judge it as of when it was issued");
          button.type = "button";
          button.addEventListener("click", () => {
            at("at-other").checked = true;
            showTimeField();
            at("at").value = date(Math.ceil(issued.seconds)).replace(" UTC", "");
            judge();
            at("judge").focus();
          });
          return element("p", "retry", button);
        }

        function showContents(report, state) {
          const { header, claims, times } = report.contents;
          at("claims-warning").hidden = state === "valid" || !claims;
          at("claims-warning").textContent = state === "invalid"
            ? "Believe none of this: the token is not valid." : "Believe none of this: the token was not judged.";
          at("claims").replaceChildren(members(claims, times, report.judgedAt));
          at("header").replaceChildren(members(header, [], report.judgedAt));
        }

        /** The members of a header or a payload; its text, if it has none. */
        function members(part, times, now) {
          if (!part) return element("p", "quiet", "It cannot be read.");
          if (!part.value?.object) {
            const inside = part.text !== undefined ? shown(part.text) : value(part.value);
            return element("pre", "value mono", inside);
          }
          if (part.value.object.length === 0) return element("p", "quiet", "It is empty.");
          const list = element("dl", "members");
          for (const member of part.value.object) {
            const term = element("dt", "", mono(member.name));
            if (Object.hasOwn(meanings, member.name) && meanings[member.name] !== member.name) {
              term.append(element("small", "", meanings[member.name]));
            }
            const description = element("dd", "", element("pre", "value mono", value(member.value)));
            const time = member.value.number !== undefined && times.find((time) => time.claim === member.name);
            if (time) {
              const words = element("b", "", meaning(time.claim, time.seconds, now));
              description.append(element("p", "when", words, ", " + date(time.seconds)));
            }
            list.append(element("div", "", term, description));
          }
          return list;
        }

        function rules(report) {
          const made = element("div", "rules");
          let list = null;
          let group = null;
          for (const rule of report.rules) {
            if (rule.group !== group) {
              group = rule.group;
              list = element("ol", "");
              made.append(element("h3", "", group), list);
            }
            list.append(ruleRow(rule, report));
          }
          return made;
        }

        function ruleRow(rule, report) {
          const title = element("div", "", element("span", "title", rule.title));
          if (rule.state === "holds") title.append(...evidence(rule, report.contents));
          const row = element("li", "rule", drawing(rule.state), title, element("span", "state", stateWords[rule.state]));
          row.dataset.state = rule.state;
          row.dataset.rule = rule.rule;
          if (rule.state === "fails") row.append(why(report.failure));
          return row;
        }

        function drawing(state) {
          const namespace = "http://www.w3.org/2000/svg";
          const svg = document.createElementNS(namespace, "svg");
          const path = document.createElementNS(namespace, "path");
          svg.setAttribute("viewBox", "0 0 16 16");
          svg.setAttribute("aria-hidden", "true");
          const attributes = { d: stateDrawings[state], fill: "none", stroke: "currentColor", "stroke-width": "2.2",
            "stroke-linecap": "round", "stroke-linejoin": "round" };
          for (const [name, text] of Object.entries(attributes)) path.setAttribute(name, text);
          svg.append(path);
          return svg;
        }

        /** The members that a rule looked at, in one line. */
        function evidence(rule, contents) {
          const members = [...(contents.header?.value?.object ?? []), ...(contents.claims?.value?.object ?? [])];
          return rule.members.flatMap((name) => {
            const member = members.find((member) => member.name === name);
            if (!member) return [];
            const time = contents.times.find((time) => time.claim === name);
            const inside = time ? date(time.seconds) : value(member.value);
            return [element("span", "evidence mono", name + " ", inside)];
          });
        }

        function why(failure) {
          const made = element("div", "why", element("p", "", shown(failure.message)));
          const list = element("dl", "");
          if (failure.claim) list.append(element("dt", "", "Member"), element("dd", "", mono(failure.claim)));
          if (failure.expected) {
            list.append(element("dt", "", "Expected"), element("dd", "", explained(failure.expected, failure)));
          }
          if (failure.actual) {
            list.append(element("dt", "", "Found"), element("dd", "", explained(failure.actual, failure)));
          }
          list.append(element("dt", "", "Code"), element("dd", "", mono(failure.code)));
          made.append(list);
          return made;
        }

        function policy(accepted) {
          const facts = element("dl", "facts",
            fact("Issuer", mono(accepted.issuer)),
            fact(accepted.audiences.length === 1 ? "Audience" : "Audiences", mono(accepted.audiences.join(", "))),
            fact("Algorithms", mono(accepted.algorithms.join(", "))),
            fact("Leeway", accepted.leeway + " s"),
            fact("Nonce", accepted.nonce),
          );
          if (accepted.usableKeys !== undefined) facts.append(fact("Usable keys", String(accepted.usableKeys)));
          if (accepted.maximumTokenAge !== undefined) {
            facts.append(fact("Oldest token", duration(accepted.maximumTokenAge)));
          }
          if (accepted.maximumAuthenticationAge !== undefined) {
            facts.append(fact("Oldest sign-in", duration(accepted.maximumAuthenticationAge)));
          }
          return element("div", "policy", facts);
        }
        """#
}
