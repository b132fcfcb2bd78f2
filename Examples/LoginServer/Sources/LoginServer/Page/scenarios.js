// What the app can do, each as the steps of a sequence diagram. A step says who sends what to whom; its `run` does it
// and returns what to show of it. Steps that happen within another one's request read what was noted by it.

/** Sends JSON and returns the status and the answer. The cookies are the browser's affair. */
async function send(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  return { status: response.status, ...(await response.json()) };
}

/** What a token says of itself, for showing. Nothing is verified here: that is the server's part. */
export function decoded(token) {
  const [header, payload] = token.split(".").slice(0, 2).map((segment) => {
    const bytes = Uint8Array.from(atob(segment.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  });
  return { header, payload };
}

/** The ends of a long text. */
export const short = (text) => (text.length > 40 ? `${text.slice(0, 18)}…${text.slice(-8)}` : text);

// Steps that several scenarios have. `run` holds what the run has brought so far.

const begin = {
  from: "app", to: "server", label: "I want to log in",
  run: async (run) => {
    run.nonce = (await send("/login/nonce")).nonce;
    return { code: "POST /login/nonce" };
  },
};
const nonce = {
  from: "server", to: "app", label: "A nonce, and a cookie that it belongs to",
  run: (run) => ({ json: { nonce: short(run.nonce) }, note: "The cookie is HttpOnly: no script sees it, this page included." }),
};
const atLINE = (label, { withNonce = true, flaw } = {}) => ({
  from: "app", to: "line", label,
  run: async (run) => {
    const nonce = withNonce ? run.nonce : undefined;
    run.tokens = await send("/play/tokens", { person: run.person, nonce, flaw });
    return { json: { scope: "openid profile email", ...(nonce && { nonce: short(nonce) }) } };
  },
});
const idToken = (label) => ({
  from: "line", to: "app", label,
  run: (run) => ({ code: short(run.tokens.idToken), json: decoded(run.tokens.idToken) }),
});
const accessToken = (label) => ({
  from: "line", to: "app", label,
  run: (run) => ({ json: { access_token: short(run.tokens.accessToken) }, note: "Opaque: only LINE can say what it is worth." }),
});
const madeItself = (label, flaw, nonce) => ({
  from: "app", to: "app", label,
  run: async (run) => {
    run.tokens = await send("/play/tokens", { person: run.person, nonce: nonce(run), flaw });
    return { json: decoded(run.tokens.idToken) };
  },
});
const login = (label, body, shown = body) => ({
  from: "app", to: "server", label,
  run: async (run) => {
    const before = (await (await fetch("/play/calls")).json()).length;
    run.answer = await send("/login", body(run));
    run.calls = (await (await fetch("/play/calls")).json()).slice(before);
    return { code: "POST /login", json: shown(run) };
  },
});
const sendIDToken = login("The ID token", (run) => ({ idToken: run.tokens.idToken }),
  (run) => ({ idToken: short(run.tokens.idToken) }));
const sendAccessToken = login("The access token", (run) => ({ accessToken: run.tokens.accessToken }),
  (run) => ({ accessToken: short(run.tokens.accessToken) }));
const judge = (label) => ({
  from: "server", to: "server", label,
  run: (run) => ({
    note: run.calls.length === 0 ? "LINE was not asked: its keys were fetched before." : "LINE was asked for its keys.",
  }),
});
const answer = {
  from: "server", to: "app", label: "The answer", isAnswer: true,
  run: ({ answer: { status, ...json } }) => ({ code: `${status}`, json }),
};
const ask = (path, query = "") => ({
  from: "server", to: "line", label: `GET ${path}${query}`,
  run: (run) => (call(run, path) ? {} : { skipped: true }),
});
const told = (path, label) => ({
  from: "line", to: "server", label,
  run: (run) => {
    const found = call(run, path);
    return found ? { code: `${found.status}`, json: JSON.parse(found.answer) } : { skipped: true };
  },
});
const call = (run, path) => run.calls.find((call) => call.path === path);

const judgement = "Judges it here: signature, issuer, channel, times, nonce";

export const logins = [
  {
    id: "id-token", title: "With an ID token and a nonce",
    lesson: "The server judges the token itself, in microseconds, and spends the nonce. LINE is not asked.",
    steps: [begin, nonce, atLINE("Log in, with this nonce"), idToken("An ID token that carries the nonce"), sendIDToken,
      judge(`${judgement}; spends the nonce`), answer],
  },
  {
    id: "access-token", title: "With an access token",
    lesson: "The server asks LINE whether the token is good and for its own channel, and then whose it is.",
    steps: [atLINE("Log in", { withNonce: false }), accessToken("An access token"), sendAccessToken,
      ask("/oauth2/v2.1/verify", "?access_token=…"), told("/oauth2/v2.1/verify", "Good; the channel; seconds left"),
      ask("/v2/profile"), told("/v2/profile", "The profile"), answer],
  },
];

export const attacks = [
  {
    id: "made-up-profile", title: "A made-up profile",
    lesson: "The app says who its user is, with no token. Anybody could say that.",
    steps: [login("“I am this user, believe me”",
      (run) => ({ userId: "U4b1d6e0f9a2c47d58e3b7f6a1c9d0e21", displayName: "Hana Sato" })), answer],
  },
  {
    id: "replayed", title: "A token sent twice",
    lesson: "A good token is recorded and sent again, with the cookie and all. Its nonce is spent.",
    steps: [begin, nonce, atLINE("Log in, with this nonce"), idToken("An ID token that carries the nonce"), sendIDToken,
      { ...answer, isAnswer: false, label: "The first time it is good" },
      { ...sendIDToken, label: "The same token again" }, answer],
  },
  {
    id: "stolen", title: "A token of another phone",
    lesson: "A thief has a good token that was not used yet, and begins a login of his own to present it in.",
    steps: [begin, nonce, atLINE("The victim logs in, with this nonce"), idToken("The victim’s ID token"),
      { ...begin, label: "The thief wants to log in" }, { ...nonce, label: "Another nonce, and another cookie" },
      { ...sendIDToken, label: "The victim’s ID token" }, answer],
  },
  {
    id: "another-channel", title: "A token of another app",
    lesson: "LINE issued the token, to somebody else’s app, whose owner now presents it here.",
    steps: [begin, nonce, atLINE("Log in, to another app", { flaw: "another_channel" }),
      idToken("An ID token for the other app"), sendIDToken, answer],
  },
  {
    id: "another-channel-access", title: "An access token of another app",
    lesson: "LINE calls the token good. That it is for another channel only the server can notice.",
    steps: [atLINE("Log in, to another app", { withNonce: false, flaw: "another_channel" }),
      accessToken("An access token for the other app"), sendAccessToken, ask("/oauth2/v2.1/verify", "?access_token=…"),
      told("/oauth2/v2.1/verify", "Good, but look at client_id"), answer],
  },
  {
    id: "forged", title: "A forged signature",
    lesson: "The token says all the right things and names LINE’s key, and another key has signed it.",
    steps: [begin, nonce,
      madeItself("Makes a token itself, with the nonce", "forged_signature", (run) => run.nonce),
      sendIDToken, answer],
  },
  {
    id: "expired", title: "An expired token",
    lesson: "The token is genuine, and two hours old. An hour is what LINE gives it.",
    steps: [begin, nonce,
      madeItself("Takes out an old token", "expired", () => "the-nonce-of-an-older-login"),
      sendIDToken, answer],
  },
];
