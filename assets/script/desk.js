// Passkeys: the one thing on these pages that a form cannot do. Everything that is said comes from the page or from the
// service, in the page's language.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

/** A refusal of the service, with its own words. */
class Refused extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Posts JSON to this site; the answer, or the refusal. */
async function post(path, body, key) {
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  if (key) headers["Idempotency-Key"] = key;
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const value = await answer.json();
  if (!answer.ok) throw new Refused(value);
  return value;
}

/** The options as the browser wants them: bytes where the service sent text. */
function readable(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (key[list]) key[list] = key[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return { publicKey: key };
}

/** A credential as the service wants it: text where the browser gave bytes. */
function sendable(credential) {
  const said = credential.response;
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said.attestationObject) {
    response.attestationObject = text(said.attestationObject);
    if (said.getTransports) response.transports = said.getTransports();
  } else {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    if (said.userHandle) response.userHandle = text(said.userHandle);
  }
  const id = text(credential.rawId);
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: id, type: credential.type, response, clientExtensionResults };
}

/** Says what happened, and what to do about it. */
function say(place, lines) {
  place.replaceChildren(
    ...lines.filter(Boolean).map((line) => {
      const said = document.createElement("p");
      said.textContent = line;
      return said;
    }),
  );
}

/** Does the work of a button: the words while it lasts, and when it fails. */
async function working(main, button, work) {
  const place = main.querySelector("[data-said]");
  button.disabled = true;
  say(place, [main.dataset.waiting]);
  try {
    say(place, await work());
  } catch (error) {
    button.disabled = false;
    if (error instanceof Refused) {
      const { title, detail, errors = [], refusals = [] } = error.problem;
      const all = [...errors.map((one) => one.message), ...refusals.map((one) => `${one.message} ${one.mend}`)];
      say(place, all.length ? [title, ...all] : [title, detail]);
    } else {
      // The browser's own words are not in the reader's language.
      say(place, [error instanceof DOMException ? main.dataset.cancelled : main.dataset.failed]);
    }
  }
}

const passkey = document.querySelector("[data-passkey]");
if (passkey) {
  const button = passkey.querySelector("[data-go]");
  button.addEventListener("click", () =>
    working(passkey, button, async () => {
      const { question, options } = await post(`${passkey.dataset.from}/question`, {});
      const asked = readable(options);
      const credential =
        passkey.dataset.passkey === "create"
          ? await navigator.credentials.create(asked)
          : await navigator.credentials.get(asked);
      const { next } = await post(passkey.dataset.from, { question, credential: sendable(credential) });
      location.assign(passkey.dataset.to || next);
      return [];
    }),
  );
}

const decide = document.querySelector("[data-decide]");
const form = decide?.querySelector("[data-form]");
if (form) {
  const button = form.querySelector("button");
  // Without this script there is nothing to sign with, and a form sent without it would write the reasons into the address.
  button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    working(decide, button, async () => {
      const fields = new FormData(form);
      const order = { act: fields.get("act"), digest: decide.dataset.digest, reasons: fields.get("reasons") };
      if (order.act === "extend") order.until = fields.get("until");
      const path = `/api/v1/campaigns/${decide.dataset.decide}/decisions`;
      const { question, options } = await post(`${path}/question`, order, crypto.randomUUID());
      const credential = sendable(await navigator.credentials.get(readable(options)));
      await post(path, { question, credential: { id: credential.id, response: credential.response } }, question);
      form.querySelectorAll("input, textarea").forEach((field) => (field.disabled = true));
      return [decide.dataset.done];
    });
  });
}

// A form that shows something once is sent once: the answer to a second click would not have it any more.
for (const single of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  single.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Back from the answer, in a page that the browser kept.
  addEventListener("pageshow", () => (sent = false));
}
