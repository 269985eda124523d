// Keeps a page that somebody looks on with as things stand: the part that changes is asked for again and put in place of what was
// there. Without this script the page shows the same when it is loaded again.
"use strict";

const page = document.querySelector("[data-live]");
const part = document.getElementById("live");

/** Asked for at least so often, in milliseconds, while the page is looked at. */
const EVERY = 3000;
/** A line that is dead without having been closed answers nothing: a look has failed after so long. */
const PATIENCE = 10_000;
/** A burst of changes is one look. */
const GATHER = 250;

/** Whether somebody is at work in a piece: a field has the focus, or something was filled in there. */
const busy = (piece) => {
  const field = document.activeElement;
  return (
    (piece.contains(field) && field.matches("input, select, textarea")) ||
    [...piece.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue) ||
    [...piece.querySelectorAll("select")].some((one) => one.selectedIndex > 0)
  );
};

/** Gives the focus back to what is the same link or button as before. */
function refocus(piece, held) {
  if (!held) return;
  const same = [...piece.querySelectorAll("a, button")].find(
    (one) => one.textContent === held.textContent && one.href === held.href && one.value === held.value,
  );
  same?.focus({ preventScroll: true });
}

/** What stands in a piece, without the numbers that each form gets anew. */
const meant = (piece) => {
  const copy = piece.cloneNode(true);
  copy.querySelectorAll("input[name=once]").forEach((input) => input.removeAttribute("value"));
  return copy.innerHTML;
};

/** The pieces that are put in place each by itself. */
const pieces = (root) => {
  const columns = root.querySelector(".columns");
  return columns ? [...columns.children] : [root];
};

const state = (root) => root.querySelector("[data-state]")?.dataset.state;

/** Puts what is new in the place of what is there, save where somebody is at work. Whether what is left there is old. */
function show(html) {
  const fresh = document.createElement("div");
  fresh.innerHTML = html;
  if (state(part) !== state(fresh)) {
    // Another state has other things to do: the whole page is another one, but not under the hands of somebody who writes.
    if (pieces(part).some(busy)) return true;
    location.replace(page.dataset.page);
    return false;
  }
  const news = pieces(fresh);
  pieces(part).forEach((old, index) => {
    if (meant(old) === meant(news[index]) || busy(old)) return;
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceChildren(...news[index].childNodes);
    refocus(old, held);
  });
  return false;
}

let asking = false;
let again = false;

/** Looks in vain since then; after some of them the page says so. */
let failed = 0;

/** Says that what stands here may be old; or takes that back. */
function stale(is) {
  const said = document.getElementById("stale");
  if (said) said.hidden = !is;
}

async function look() {
  if (asking || document.hidden) {
    again = asking;
    return;
  }
  asking = true;
  let old = false;
  try {
    const answer = await fetch(page.dataset.live, { redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(answer.status);
    old = show(await answer.text());
    failed = 0;
  } catch {
    // Cut off, or signed out: the page stays as it is, and the next look may succeed.
    failed += 1;
  }
  stale(old || failed >= 3);
  asking = false;
  if (again) {
    again = false;
    setTimeout(look, GATHER);
  }
}

if (page && part) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  if (page.dataset.events) {
    let events = null;
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, GATHER);
    };
    // Only while it is looked at: a browser has few lines to a host, and a tab that nobody sees must not hold one.
    const listen = () => {
      if (document.hidden) {
        events?.close();
        events = null;
      } else if (!events) {
        events = new EventSource(page.dataset.events);
        events.addEventListener("copy", soon);
        events.addEventListener("progress", soon);
      }
    };
    listen();
    document.addEventListener("visibilitychange", listen);
  }
}
