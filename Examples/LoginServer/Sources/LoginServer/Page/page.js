import { attacks, logins } from "./scenarios.js";

const element = (id) => document.getElementById(id);
const names = { app: "the app", server: "your server", line: "LINE" };
const columns = { app: 1, server: 2, line: 3 };
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");

/** Makes an element; texts are texts and never markup, whoever they come from. */
function make(tag, properties = {}, ...children) {
  const { dataset, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Waits as long as an eye needs to follow, or not at all for those who asked for no motion. */
const pause = (milliseconds) => new Promise((done) => setTimeout(done, isCalm.matches ? 0 : milliseconds));

// MARK: The diagram

function draw(scenario) {
  element("scenario").textContent = scenario.title;
  element("lesson").textContent = scenario.lesson;
  element("steps").replaceChildren(...scenario.steps.map(drawStep));
  for (const button of document.querySelectorAll("#choices button")) {
    button.setAttribute("aria-pressed", String(button.id === scenario.id));
  }
}

function drawStep({ from, to, label }) {
  const way = from === to ? `${names[from]}: ` : `${names[from]} to ${names[to]}: `;
  const item = make("li", { className: `step ${columns[to] < columns[from] ? "left" : "right"}`, dataset: { state: "ahead" } },
    make("p", { className: "label" }, make("span", { className: "hidden" }, way), make("span", { className: "what" }, label)),
    make("div", { className: "arrow", ariaHidden: "true" }),
    make("div", { className: "detail" }));
  const first = Math.min(columns[from], columns[to]);
  item.classList.add(from === to ? `at-${first}` : `between-${first}-${Math.max(columns[from], columns[to])}`);
  return item;
}

function light(item, { code, json, note, skipped }) {
  if (skipped) {
    item.dataset.state = "skipped";
    return;
  }
  item.dataset.state = "done";
  const members = Object.entries(json ?? {});
  const isLong = members.length > 3 || members.some(([, value]) => typeof value === "object");
  item.querySelector(".detail").replaceChildren(...[
    code && make("code", {}, code),
    isLong && make("details", {},
      make("summary", {}, members.map(([name]) => name).join(", ")),
      list(members)),
    !isLong && members.length > 0 && list(members),
    note && make("p", {}, note),
  ].filter(Boolean));
}

/** The members of a JSON object as a list of names and values. */
function list(members) {
  return make("dl", {}, ...members.map(([name, value]) => make("div", {},
    make("dt", {}, name),
    make("dd", {}, value !== null && typeof value === "object" && !Array.isArray(value)
      ? list(Object.entries(value)) : typeof value === "string" ? value : JSON.stringify(value)))));
}

/** Keeps what happens in sight, for those whose screen is shorter than the page. */
function follow(item, block = "nearest") {
  item.scrollIntoView({ block, behavior: isCalm.matches ? "instant" : "smooth" });
}

// MARK: A run

let latest = 0;

async function play(scenario) {
  const serial = ++latest;
  const run = { person: new FormData(element("choices")).get("person") };
  draw(scenario);
  if (element("run").getBoundingClientRect().top > innerHeight / 3) follow(element("run"), "start");
  const verdict = element("verdict");
  verdict.dataset.state = "running";
  verdict.replaceChildren(make("p", {}, "…"));
  try {
    for (const [index, step] of scenario.steps.entries()) {
      const item = element("steps").children[index];
      item.dataset.state = "now";
      follow(item);
      const shown = await step.run(run);
      await pause(420);
      if (serial !== latest) return;
      light(item, shown);
      if (step.isAnswer) settle(item, run.answer);
    }
    await showUsers();
    if (serial === latest) conclude(verdict, run.answer);
  } catch (error) {
    if (serial !== latest) return;
    verdict.dataset.state = "failed";
    verdict.replaceChildren(make("h3", {}, "The server cannot be reached"), make("p", {}, String(error.message ?? error)));
  }
}

function settle(item, answer) {
  const isGood = answer.status === 200;
  item.classList.add(isGood ? "good" : "bad");
  item.querySelector(".what").textContent = isGood ? `${answer.name} is logged in` : `Refused: ${answer.code}`;
}

function conclude(verdict, answer) {
  if (answer.status === 200) {
    verdict.dataset.state = "user";
    verdict.replaceChildren(
      make("h3", {}, `Logged in: ${answer.name}`),
      make("p", {}, `Proven by an ${answer.proof}. `, make("code", {}, answer.id)));
  } else {
    verdict.dataset.state = answer.status < 500 ? "refused" : "failed";
    verdict.dataset.code = answer.code;
    verdict.replaceChildren(
      make("h3", {}, "Refused: ", make("code", {}, answer.code)),
      make("p", {}, answer.reason));
  }
  follow(verdict);
}

// MARK: Users

const initials = (name) => (name ?? "?").split(/\s+/).map((word) => [...word][0] ?? "").join("").slice(0, 2).toUpperCase();

async function showUsers() {
  const [me, users] = await Promise.all(["/me", "/play/users"].map(async (path) => (await fetch(path)).json()));
  element("session").dataset.user = me?.id ?? "";
  element("session").replaceChildren(...(me?.id
    ? [`This browser’s session is ${me.name}’s. `, make("button", { type: "button", id: "logout", onclick: logOut }, "Log out")]
    : ["This browser has no session."]));
  if (users.length === 0) {
    element("users").replaceChildren(make("p", { className: "empty" }, "Nobody yet."));
    return;
  }
  element("users").replaceChildren(make("ul", {}, ...users.map((user) => make("li", { dataset: { user: user.id, logins: user.logins } },
    make("span", { className: "avatar", ariaHidden: "true" }, initials(user.name)),
    make("span", { className: "who" }, make("b", {}, user.name ?? ""), make("span", {}, user.email ?? "no e-mail address")),
    make("span", { className: "how" }, `${user.logins} ${user.logins === 1 ? "login" : "logins"}`, make("span", {}, `last by ${user.proof}`))))));
}

async function logOut() {
  await fetch("/logout", { method: "POST" });
  await showUsers();
  element("session").focus();
}

// MARK: Beginning

for (const [place, scenarios] of [["logins", logins], ["attacks", attacks]]) {
  element(place).append(...scenarios.map((scenario) =>
    make("button", { type: "button", id: scenario.id, onclick: () => play(scenario) }, scenario.title)));
}
element("choices").addEventListener("submit", (event) => event.preventDefault());
element("session").tabIndex = -1;
element("verdict").replaceChildren(make("p", {}, "Choose a login or an attack: each step lights up with what was sent."));
draw(logins[0]);
for (const button of document.querySelectorAll("#choices button")) button.setAttribute("aria-pressed", "false");
await showUsers();
document.documentElement.dataset.ready = "true";
