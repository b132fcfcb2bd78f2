/// The page's structure. What a token says gets in by the script alone, as text.
enum PageMarkup {
    static let text = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>ID token inspector</title>
        <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/page/style.css">
        <script src="/page/script.js" defer></script>
        </head>
        <body>
        <header class="top">
        <img src="/page/icon.svg" alt="" width="36" height="36">
        <div>
        <h1>ID token inspector</h1>
        <p class="quiet">Judged by this server alone. Nothing is stored, logged or sent anywhere else.</p>
        </div>
        </header>
        <main>
        <noscript><p class="card">This page needs JavaScript, which it gets from this server alone.</p></noscript>
        <form id="form" class="card" autocomplete="off" novalidate>
        <div class="field token">
        <label for="token">Token</label>
        <textarea id="token" rows="7" spellcheck="false" autocapitalize="off" autocorrect="off" autocomplete="off"
        aria-describedby="token-note" placeholder="eyJhbGciOiJFUzI1NiIs…" autofocus></textarea>
        <p id="token-note" class="note">Paste it, or type it and press <kbd>Enter</kbd>.</p>
        </div>
        <div class="options">
        <div class="field">
        <label for="nonce">Expected nonce <span class="quiet">optional</span></label>
        <input id="nonce" type="text" spellcheck="false" autocapitalize="off" autocorrect="off" autocomplete="off"
        aria-describedby="nonce-note">
        <p id="nonce-note" class="note">It is compared, not spent.</p>
        </div>
        <div class="field">
        <label for="subject">Expected subject <span class="quiet">optional</span></label>
        <input id="subject" type="text" spellcheck="false" autocapitalize="off" autocorrect="off" autocomplete="off">
        </div>
        <fieldset>
        <legend>Judge as of</legend>
        <label class="choice"><input id="at-now" type="radio" name="time" checked> now</label>
        <label class="choice"><input id="at-other" type="radio" name="time"> another time</label>
        <div id="at-field" hidden>
        <input id="at" type="text" spellcheck="false" autocomplete="off" aria-label="The other time"
        aria-describedby="at-note" placeholder="2026-01-01 00:00:00">
        <p id="at-note" class="note">UTC, or seconds since 1970.</p>
        </div>
        </fieldset>
        </div>
        <div class="actions">
        <button id="judge" type="submit">Judge the token</button>
        <button id="clear" type="button" class="plain">Clear</button>
        <span class="note keys"><kbd>Ctrl</kbd> <kbd>Enter</kbd> from any field</span>
        </div>
        </form>
        <section id="verdict" class="card verdict" data-state="none" role="status" aria-live="polite" aria-label="Verdict">
        <p class="quiet">No token was judged yet.</p>
        </section>
        <div id="details" class="columns" hidden>
        <div>
        <section class="card" aria-labelledby="claims-title">
        <h2 id="claims-title">Claims</h2>
        <p id="claims-warning" class="warning" hidden></p>
        <div id="claims"></div>
        </section>
        <section class="card" aria-labelledby="header-title">
        <h2 id="header-title">Header</h2>
        <div id="header"></div>
        </section>
        </div>
        <section class="card" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules, in the order they are judged</h2>
        <div id="rules"></div>
        </section>
        </div>
        <section class="card" aria-labelledby="policy-title">
        <h2 id="policy-title">What this server accepts</h2>
        <div id="policy"></div>
        </section>
        </main>
        </body>
        </html>

        """#

    static let icon = #"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">
        <rect width="36" height="36" rx="9" fill="#2a6fc9"/>
        <path d="M18 7l9 3.4v6.8c0 5.6-3.7 9.6-9 11.8-5.3-2.2-9-6.2-9-11.8v-6.8z" fill="none" stroke="#fff"
        stroke-width="2.2" stroke-linejoin="round"/>
        <path d="M13.8 17.8l3 3 5.6-5.9" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"
        stroke-linejoin="round"/>
        </svg>

        """#
}
