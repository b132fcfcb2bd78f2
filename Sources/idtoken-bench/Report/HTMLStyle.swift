/// The style of the page, in light and in dark.
enum HTMLStyle {
    static let text = """
        :root {
          --page: #f5f4f1; --surface: #fdfdfc; --text: #161513; --quiet: #5b5a55; --line: #dddcd6;
          --es256: #2a6fc9; --es256more: #7a4fc0; --hs256: #b9560f; --mark: #161513;
          --shade: #0003;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131312; --surface: #1d1d1b; --text: #f2f1ec; --quiet: #b3b1a8; --line: #3a3a36;
            --es256: #5b9bea; --es256more: #b18bf0; --hs256: #e8893f; --mark: #f2f1ec;
            --shade: #000a;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; max-width: 1240px; padding: 24px 16px 48px; background: var(--page); color: var(--text);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
        }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 8px; text-wrap: balance; }
        h2 { font-size: 1rem; margin: 0; }
        p { margin: 0; }
        code { font-size: 0.92em; }
        .lead { max-width: 76ch; color: var(--quiet); }
        .warning { margin-top: 12px; font-weight: 600; color: var(--hs256); }
        .facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 16px 0 0; }
        .facts dt { font-size: 0.78rem; color: var(--quiet); }
        .facts dd { margin: 0; }
        .tiles, .bars { list-style: none; margin: 0; padding: 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(158px, 1fr)); gap: 12px; margin-top: 20px; }
        .tiles li, .chart, .rows {
          background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; min-width: 0;
        }
        .tiles li { display: flex; flex-direction: column; }
        .tiles .title, .note { color: var(--quiet); font-size: 0.85rem; }
        .tiles .note { display: flex; flex-wrap: wrap; gap: 0 12px; }
        .tiles strong { font-size: 1.7rem; font-weight: 600; line-height: 1.3; }
        .charts { columns: 420px 2; column-gap: 12px; margin: 12px 0; }
        .chart { break-inside: avoid; }
        .chart + .chart { margin-top: 12px; }
        .bars { margin-top: 10px; }
        .bars li { display: flex; flex-wrap: wrap; column-gap: 12px; padding: 3px 0; }
        .label, .value { font-size: 0.85rem; }
        .label { color: var(--quiet); }
        .value { margin-left: auto; }
        .value, td { font-variant-numeric: tabular-nums; }
        .bars svg { width: 100%; height: 18px; display: block; overflow: visible; }
        .plot { width: 100%; height: 260px; display: block; margin-top: 6px; }
        .plot text { fill: var(--quiet); font-size: 12px; }
        .grid { stroke: var(--line); }
        .mark { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 3 2; }
        .mark.over { stroke: var(--surface); }
        .range { stroke: var(--line); stroke-width: 3; }
        rect.es256, circle.es256 { fill: var(--es256); }
        circle.es256more { fill: var(--es256more); }
        rect.hs256, circle.hs256 { fill: var(--hs256); }
        .curve { stroke-width: 2; }
        .curve.es256 { stroke: var(--es256); }
        .curve.es256more { stroke: var(--es256more); }
        .curve.hs256 { stroke: var(--hs256); }
        .dot { stroke: var(--surface); stroke-width: 1.5; }
        .dot.p99 { fill-opacity: 0.55; } .dot.p999 { fill-opacity: 0.25; }
        .legend { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-top: 8px; font-size: 0.85rem; }
        .legend i { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 6px; }
        i.es256 { background: var(--es256); } i.es256more { background: var(--es256more); }
        i.hs256 { background: var(--hs256); }
        .scroll {
          overflow-x: auto; margin-top: 10px;
          background: linear-gradient(to left, var(--surface) 40%, transparent) right / 48px 100% no-repeat local,
            linear-gradient(to left, var(--shade), transparent) right / 16px 100% no-repeat scroll;
        }
        .scroll:focus-visible { outline: 2px solid var(--es256); outline-offset: 2px; }
        table { border-collapse: collapse; font-size: 0.85rem; white-space: nowrap; min-width: 100%; }
        th, td { padding: 4px 10px; text-align: right; border-bottom: 1px solid var(--line); font-weight: 400; }
        thead th { color: var(--quiet); }
        tr > :first-child { text-align: left; position: sticky; left: 0; background: var(--surface); padding-left: 0; }
        @media (max-width: 560px) {
          tr > :first-child { min-width: 8em; white-space: normal; overflow-wrap: anywhere; }
        }
        footer { margin-top: 16px; max-width: 86ch; color: var(--quiet); font-size: 0.85rem; }
        footer p + p { margin-top: 6px; }
        """
}
