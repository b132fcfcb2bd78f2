extension PageScript {
    /// Foreign text, JSON values and times as people can read them.
    static let rendering = #"""
        // Controls, invisible and direction-changing characters, unassigned ones, and spaces that only look like one.
        const odd = /[\p{C}\p{Zl}\p{Zp}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\uffa0]|(?! )\p{Zs}/gu;

        /** Foreign text in which every character can be seen. */
        function shown(text) {
          const parts = [];
          let start = 0;
          for (const match of text.matchAll(odd)) {
            parts.push(text.slice(start, match.index));
            const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
            const mark = element("span", "odd", "U+" + code);
            mark.title = "A character that cannot be seen, or that moves others";
            parts.push(mark);
            start = match.index + match[0].length;
          }
          return element("bdi", "", ...parts, text.slice(start));
        }

        /** A value of the report's form, with line breaks where objects and arrays are long. */
        function value(json, indent = "") {
          const made = document.createDocumentFragment();
          if (json.string !== undefined) {
            made.append(indent === "" ? shown(json.string) : quoted(json.string));
          } else if (json.number !== undefined || json.word !== undefined) {
            made.append(element("span", "plainword", json.number ?? json.word));
          } else {
            const inner = json.array ?? json.object;
            const [open, close] = json.array ? "[]" : "{}";
            if (isShort(inner)) {
              made.append(open);
              inner.forEach((part, index) => made.append(index > 0 ? ", " : "", value(part, " ")));
              made.append(close);
              return made;
            }
            const next = indent + "  ";
            made.append(open);
            inner.forEach((part, index) => {
              made.append((index > 0 ? "," : "") + "\n" + next);
              if (json.object) made.append(quoted(part.name), ": ");
              made.append(value(json.object ? part.value : part, next));
            });
            made.append((inner.length > 0 ? "\n" + indent : "") + close);
          }
          return made;
        }

        /** Whether an array fits on a line: a few short words. */
        function isShort(parts) {
          const length = parts.reduce((sum, part) => sum + (part.string ?? part.number ?? part.word)?.length + 4, 0);
          return length < 48;
        }

        function quoted(text) {
          const escaped = text.replace(/["\\]/g, "\\$&");
          const made = shown(escaped);
          made.prepend("\"");
          made.append("\"");
          return made;
        }

        const units = [["year", 31556952, 63113904], ["day", 86400, 172800], ["hour", 3600, 7200], ["minute", 60, 120]];

        /** A duration in words: 3 minutes. */
        function duration(seconds) {
          const length = Math.abs(seconds);
          const [name, size] = units.find((unit) => length >= unit[2]) ?? ["second", 1];
          const count = Math.floor(length / size);
          return count.toLocaleString("en") + " " + name + (count === 1 ? "" : "s");
        }

        function ago(difference) {
          if (difference === 0) return "just now";
          return difference < 0 ? duration(difference) + " ago" : "in " + duration(difference);
        }

        /** A time as a date; beyond the calendar of browsers, as it is. */
        function date(seconds) {
          const moment = new Date(seconds * 1000);
          if (Number.isNaN(moment.getTime())) return seconds + " s since 1970";
          return moment.toISOString().replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
        }

        /** What a time means, seen from another. */
        function meaning(claim, seconds, now) {
          const difference = Math.floor(seconds) - now;
          switch (claim) {
            case "exp": return (difference <= 0 ? "expired " : "expires ") + ago(difference);
            case "iat": return (difference <= 0 ? "issued " : "issued in the future: ") + ago(difference);
            case "nbf": return difference <= 0 ? "valid since " + duration(difference) : "valid only " + ago(difference);
            default: return (difference <= 0 ? "signed in " : "signed in in the future: ") + ago(difference);
          }
        }
        """#
}
