/// The page's style, in light and in dark, from 320 pixels upwards.
enum PageStyle {
    static let text = #"""
        :root {
          --page: #f5f4f1; --surface: #fdfdfc; --sunken: #f3f2ee; --text: #161513; --quiet: #5b5a55; --line: #dddcd6;
          --edge: #8b8a83; --accent: #2563b8; --on-accent: #ffffff; --name: #7a3d9a; --string: #1a5f86; --word: #9a4a0b;
          --good: #17693f; --good-bg: #e5f3ea; --good-line: #b4d9c3;
          --bad: #a92a20; --bad-bg: #fbeae8; --bad-line: #ecc0bb;
          --open: #7a5200; --open-bg: #faf0da; --open-line: #e4cf9c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131312; --surface: #1d1d1b; --sunken: #262623; --text: #f2f1ec; --quiet: #b3b1a8; --line: #3a3a36;
            --edge: #7d7c74; --accent: #86b6f2; --on-accent: #10233c; --name: #d3a6ee; --string: #8ec9ee; --word: #f0b27a;
            --good: #7dd6a4; --good-bg: #16291f; --good-line: #2b5a41;
            --bad: #ff9d93; --bad-bg: #331b19; --bad-line: #6e3530;
            --open: #f0c46c; --open-bg: #2d2514; --open-line: #5f4d23;
          }
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body {
          margin: 0 auto; max-width: 1200px; padding: 24px 20px 56px; background: var(--page); color: var(--text);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
        }
        h1, h2, h3, p, dl, dd, ol, ul { margin: 0; }
        h1 { font-size: 1.45rem; line-height: 1.25; letter-spacing: -0.01em; }
        h2 { font-size: 1.05rem; margin-bottom: 10px; }
        .quiet { color: var(--quiet); font-weight: 400; }
        .note { color: var(--quiet); font-size: 0.85rem; margin-top: 4px; }
        .top { display: flex; gap: 14px; align-items: center; margin-bottom: 20px; }
        .card {
          background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px;
          margin-bottom: 16px; min-width: 0;
        }
        code, pre, textarea, input[type="text"], .mono {
          font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
        }
        kbd {
          font: inherit; font-size: 0.8rem; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px;
          padding: 0 5px; background: var(--sunken); white-space: nowrap;
        }

        form { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 14px 24px; }
        .token { display: flex; flex-direction: column; }
        .options { display: grid; gap: 12px; align-content: start; }
        .actions { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
        label, legend { font-weight: 600; font-size: 0.92rem; }
        .field > label { display: block; }
        fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
        legend { padding: 0; }
        .choice { font-weight: 400; display: inline-flex; align-items: center; gap: 6px; padding: 6px 14px 6px 0; }
        .choice input { accent-color: var(--accent); width: 18px; height: 18px; margin: 0; }
        textarea, input[type="text"] {
          display: block; width: 100%; margin-top: 4px; padding: 9px 11px; font-size: 0.9rem; line-height: 1.45;
          color: var(--text); background: var(--sunken); border: 1px solid var(--edge); border-radius: 8px;
        }
        textarea { flex: 1; min-height: 8.5em; resize: vertical; overflow-wrap: anywhere; word-break: break-all; }
        ::placeholder { color: var(--quiet); opacity: 1; }
        [aria-invalid="true"] { border-color: var(--bad); }
        button {
          font: inherit; font-weight: 600; min-height: 44px; padding: 8px 20px; border-radius: 8px; cursor: pointer;
          border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); white-space: nowrap;
        }
        button.plain { background: none; color: var(--accent); }
        button:hover { filter: brightness(1.08); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .keys { margin: 0; }

        .verdict { border-width: 1px 1px 1px 6px; }
        .verdict[data-state="valid"] { background: var(--good-bg); border-color: var(--good-line); }
        .verdict[data-state="invalid"], .verdict[data-state="error"] {
          background: var(--bad-bg); border-color: var(--bad-line);
        }
        .verdict[data-state="undecided"] { background: var(--open-bg); border-color: var(--open-line); }
        .verdict[data-state="valid"] { border-left-color: var(--good); }
        .verdict[data-state="invalid"], .verdict[data-state="error"] { border-left-color: var(--bad); }
        .verdict[data-state="undecided"] { border-left-color: var(--open); }
        .word { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
        .word svg { width: 30px; height: 30px; padding: 5px; border-radius: 50%; color: var(--surface); flex: none; }
        [data-state="valid"] .word svg { background: var(--good); }
        [data-state="invalid"] .word svg, [data-state="error"] .word svg { background: var(--bad); }
        [data-state="undecided"] .word svg { background: var(--open); }
        .word code { border: 1px solid var(--edge); border-radius: 6px; padding: 1px 8px; font-size: 0.9rem; }
        .word strong { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; }
        [data-state="valid"] .word strong { color: var(--good); }
        [data-state="invalid"] .word strong, [data-state="error"] .word strong { color: var(--bad); }
        [data-state="undecided"] .word strong { color: var(--open); }
        .message { margin-top: 4px; font-size: 1.05rem; overflow-wrap: anywhere; }
        .facts { display: flex; flex-wrap: wrap; gap: 10px 32px; margin-top: 14px; }
        .facts dt { font-size: 0.82rem; color: var(--quiet); }
        .facts dd, .facts div { min-width: 0; overflow-wrap: anywhere; }
        .facts .mono { font-size: 0.88rem; }
        .retry { margin-top: 14px; }
        .retry button { white-space: normal; }

        .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 16px; align-items: start; }
        .warning {
          background: var(--open-bg); border: 1px solid var(--open-line); color: var(--open); border-radius: 8px;
          padding: 7px 12px; margin-bottom: 8px; font-size: 0.92rem;
        }
        .members > div {
          display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 2px 14px; padding: 8px 0;
          border-top: 1px solid var(--line);
        }
        .members > div:first-child { border-top: 0; }
        .members dt { overflow-wrap: anywhere; }
        .members dt .mono { color: var(--name); font-size: 0.9rem; }
        .members dt small { display: block; color: var(--quiet); font-size: 0.8rem; line-height: 1.35; }
        .members dd { min-width: 0; }
        .value {
          font-size: 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 15em;
          overflow-y: auto; margin: 0;
        }
        .value bdi { color: var(--string); }
        .value .plainword { color: var(--word); }
        .odd {
          color: var(--bad); background: var(--bad-bg); border: 1px solid var(--bad-line); border-radius: 4px;
          font-size: 0.78rem; padding: 0 3px; margin: 0 1px; unicode-bidi: isolate; white-space: nowrap;
        }
        .when { color: var(--quiet); font-size: 0.88rem; }
        .when b { color: var(--text); font-weight: 600; }

        .rules h3 { font-size: 0.85rem; color: var(--quiet); font-weight: 600; margin: 14px 0 2px; }
        .rules > :first-child { margin-top: 0; }
        .rules ol { list-style: none; padding: 0; }
        .rule {
          display: grid; grid-template-columns: 22px minmax(0, 1fr) auto; gap: 0 8px; padding: 5px 0;
          border-top: 1px solid var(--line); align-items: baseline;
        }
        .rule:first-child { border-top: 0; }
        .rule svg { width: 16px; height: 16px; align-self: center; }
        .rule .state { font-size: 0.85rem; color: var(--quiet); white-space: nowrap; }
        .rule .evidence {
          color: var(--quiet); font-size: 0.82rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
          display: block;
        }
        .rule[data-state="holds"] svg, .rule[data-state="holds"] .state { color: var(--good); }
        .rule[data-state="notReached"], .rule[data-state="notAsked"] { color: var(--quiet); }
        .rule[data-state="fails"] {
          background: var(--bad-bg); border: 1px solid var(--bad-line); border-radius: 8px; padding: 9px 10px;
          margin: 4px -10px;
        }
        .rule[data-state="fails"] + .rule { border-top: 0; }
        .rule[data-state="fails"] svg, .rule[data-state="fails"] .state { color: var(--bad); }
        .rule[data-state="fails"] .title, .rule[data-state="fails"] .state { font-weight: 600; }
        .why { grid-column: 2 / -1; font-size: 0.9rem; margin-top: 4px; overflow-wrap: anywhere; }
        .why dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 12px; margin-top: 6px; }
        .why dt { color: var(--quiet); }

        .policy + .policy { border-top: 1px solid var(--line); margin-top: 12px; padding-top: 12px; }
        .policy .facts { margin-top: 0; }

        @media (max-width: 820px) {
          body { padding: 16px 12px 40px; }
          .card { padding: 14px; }
          form, .columns { grid-template-columns: minmax(0, 1fr); }
          .keys { display: none; }
          .actions button { flex: 1; padding: 8px 12px; }
          .top { align-items: flex-start; }
          .top img { margin-top: 2px; }
          textarea, input[type="text"] { font-size: 16px; }
        }
        @media (max-width: 480px) {
          .members > div { grid-template-columns: minmax(0, 1fr); }
          .members dt { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; }
        }
        @media (prefers-contrast: more) { :root { --line: var(--edge); --quiet: var(--text); } }
        @media (forced-colors: active) { .verdict, .rule[data-state="fails"] { border-color: CanvasText; } }
        """#
}
