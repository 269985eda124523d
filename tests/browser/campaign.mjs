// A campaign from the first click to the retraction, by an officer, a magistrate and a parent in three browsers at once, on the
// pages alone; and what the public sees meanwhile. Each page is looked through by axe. Prints one JSON object; ends with 1 and
// says why where a step fails.
//
//   node campaign.mjs CHROMIUM FOLDER < {"officer": INVITATION, "magistrate": INVITATION, "face": FILE, "lang": "fr", "way": "easy"}
//
// Ways: `easy`, on a desk with a mouse; `hard`, on a phone of 360 pixels, by the keyboard alone, over a slow network, and the
// officer's session ends in the middle; `bare`, where nobody's browser runs scripts but for the passkeys, and axe cannot look.
import { readFileSync } from "node:fs";
import { PHONE, enrol, look, person, shoot, start } from "./people.mjs";

const [executablePath, folder] = process.argv.slice(2);
const input = JSON.parse(readFileSync(0, "utf8"));
const { lang, way } = input;
const hard = way === "hard";
const bare = way === "bare";
/** What pages say, as far as it is looked for. */
const WORDS = {
  fr: { agreed: "Vous êtes d’accord", decided: "enregistrée", over: "terminé" },
  nl: { agreed: "U gaat akkoord", decided: "opgeslagen", over: "afgelopen" },
  de: { agreed: "Sie haben zugestimmt", decided: "erfasst", over: "beendet" },
}[lang];
const origin = new URL(input.officer).origin;
const failures = [];
let rules = 0;
let step = "start";

/** Date and time of so many hours from now, as a clock in Brussels shows them. */
const moment = (hours) => {
  const at = new Date(Date.now() + hours * 3_600_000);
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Brussels", dateStyle: "short", timeStyle: "short" });
  return parts.format(at).split(" ");
};

/** The slowest network on which people still wait: 3G as the tools of browsers have it. */
const SLOW = { offline: false, latency: 300, downloadThroughput: 90_000, uploadThroughput: 60_000 };

/** What a person does on a page: with a mouse, or with the keyboard alone. */
class Hands {
  constructor(page) {
    this.page = page;
  }

  /** Goes on with the tabulator until the field has the focus. */
  async reach(field) {
    const there = () => field.evaluate((element) => element === document.activeElement);
    for (let pressed = 0; pressed < 900 && !(await there()); pressed += 1) await this.page.keyboard.press("Tab");
    if (!(await there())) failures.push(`${step}: cannot be reached by the keyboard: ${field}`);
  }

  /** A group of radio buttons is one stop of the tabulator; within it the arrows choose. */
  async turnTo(field) {
    const group = await field.getAttribute("name");
    const within = () => this.page.evaluate((name) => document.activeElement.name === name, group);
    for (let pressed = 0; pressed < 900 && !(await within()); pressed += 1) await this.page.keyboard.press("Tab");
    await this.page.keyboard.press("Space");
    for (let pressed = 0; pressed < 30 && !(await field.isChecked()); pressed += 1) await this.page.keyboard.press("ArrowDown");
  }

  /** Follows a link, or presses a button. */
  async press(selector) {
    const field = this.page.locator(selector).first();
    await field.waitFor();
    if (!hard) return field.click();
    await this.reach(field);
    return this.page.keyboard.press("Enter");
  }

  /** Presses what leads to another page, and waits for that: the page before may match `there` as well. */
  async go(selector, there) {
    const before = this.page.url();
    const left = this.page.waitForURL((url) => url.href !== before, { timeout: 60_000 });
    await Promise.all([left, this.press(selector)]);
    await this.page.waitForURL(there, { timeout: 60_000 });
  }

  async tick(selector) {
    const field = this.page.locator(selector).first();
    if (await field.isChecked()) return;
    if (!hard) {
      await field.check();
    } else if (await field.evaluate((element) => element.type === "radio")) {
      await this.turnTo(field);
    } else {
      await this.reach(field);
      await this.page.keyboard.press("Space");
    }
    if (!(await field.isChecked())) failures.push(`${step}: ${selector} is not ticked`);
  }

  async write(selector, text) {
    const field = this.page.locator(selector).first();
    const typed = hard && (await field.evaluate((element) => element.matches("textarea, input[type=text], input[type=search]")));
    if (!typed) return field.fill(text);
    await this.reach(field);
    await this.page.keyboard.press("Control+A");
    return this.page.keyboard.insertText(text);
  }

  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) await this.write(`main [name="${name}"]`, value);
  }

  async when(name, hours) {
    const [date, time] = moment(hours);
    await this.fill({ [`${name}.date`]: date, [`${name}.time`]: time });
  }

  async choose(name, value) {
    await this.tick(`main [name="${name}"][value="${value}"]`);
  }

  /** Sends the form of a page of the officer's. */
  async save(there) {
    await this.go(".go button", there);
  }
}

/** A person whose browser runs no scripts: a passkey needs one, so a browser that does has signed in before. */
async function withoutScripts(browser, name, invitation, options) {
  if (!invitation) return person(browser, name, failures, { ...options, javaScriptEnabled: false });
  const { context, page } = await person(browser, name, failures, options);
  await enrol(page, invitation);
  const storageState = await context.storageState();
  await context.close();
  return person(browser, name, failures, { ...options, passkey: false, javaScriptEnabled: false, storageState });
}

const browser = await start(executablePath);
const screen = hard ? { viewport: PHONE.viewport } : {};
const expected = (said) => /status of (401|410|422)/.test(said);
let shots = 0;
try {
  const people = {};
  for (const name of ["officer", "magistrate", "parent", "public"]) {
    const phone = name === "officer" ? screen : PHONE;
    const options = { expected, passkey: ["officer", "magistrate"].includes(name), ...phone };
    const { context, page } =
      bare && name !== "magistrate"
        ? await withoutScripts(browser, name, input[name], options)
        : await person(browser, name, failures, options);
    if (hard) {
      const devtools = await context.newCDPSession(page);
      await devtools.send("Network.enable");
      await devtools.send("Network.emulateNetworkConditions", SLOW);
    }
    people[name] = { context, page, hands: new Hands(page) };
  }
  const { page, hands, context } = people.officer;
  const seen = async (name, who = "officer") => {
    step = name;
    if (bare) await people[who].page.waitForLoadState();
    else rules += await look(people[who].page, name, failures);
    shots += 1;
    await shoot(people[who].page, folder, `${String(shots).padStart(2, "0")}-${name}`);
  };
  const said = async (who, selector, text) => {
    const found = await people[who].page.locator(selector).first().innerText();
    if (!found.includes(text)) failures.push(`${step}: "${text}" was expected, and ${selector} says "${found}"`);
  };

  // A page that somebody looks on with follows by itself, or is loaded again by hand.
  const follows = async (selector, state = "visible") => {
    const found = page.locator(selector).first();
    const began = Date.now();
    for (; bare && (await found.count()) !== (state === "visible" ? 1 : 0); await page.reload()) {
      if (Date.now() - began > 120_000) throw new Error(`${selector} is never ${state}`);
      await page.waitForTimeout(250);
    }
    await found.waitFor({ state, timeout: 120_000 });
  };

  const signedIn = [enrol(people.magistrate.page, input.magistrate)];
  if (!bare) signedIn.push(enrol(page, input.officer));
  await Promise.all(signedIn);
  step = "case";
  await page.goto(`${origin}/${lang}/now`);
  await seen("now-quiet");
  await hands.go("a[href$='/cases/new']", "**/cases/new");
  await seen("facts");
  await hands.fill({
    "person.given_name": "Aurélie",
    "person.family_name": "Van-den-Broeck-de-Montmorency-Inventée",
    "person.date_of_birth": "2015-03-09",
  });
  await hands.choose("person.grammar", "feminine");
  await hands.choose("kind", "undefined");
  await hands.choose("requested_by", "parents");
  await hands.when("missing_since", -3);
  await hands.choose("criteria", "under_13");
  await hands.when("cell_told_at", -2);
  // A reason lacks: the field is named, and nothing that was typed is lost.
  await hands.press(".go button");
  await page.locator("[role=alert]").waitFor();
  await seen("facts-lacking");
  if ((await page.locator("[name='person.given_name']").inputValue()) !== "Aurélie") failures.push("the name was lost");
  await hands.fill({ "criteria.under_13": "Onze ans." });
  await hands.save(/\/cases\/[0-9a-f-]{36}$/);
  const file = page.url();
  await seen("case");

  step = "photo";
  await hands.go("a[href$='/photo']", "**/photo");
  await page.locator("input[type=file]").setInputFiles(input.face);
  await hands.press("form[enctype] button[type=submit]");
  await page.locator("[data-crop]").waitFor();
  await seen("photo");

  step = "declaration";
  await page.goto(`${file}/declaration`);
  await hands.fill({ police_service: "Zone inventée", report_number: "BR.37.L3.000001/2026" });
  await hands.when("declared_at", -2);
  await hands.choose("verification", "details");
  await hands.fill({ "verification.contact": "Inspectrice de garde", "verification.magistrate": "J. Inventé" });
  if (hard) {
    // The session ends while the form is filled in: the page keeps what was typed, and sends it after signing in beside it.
    const cookies = await context.cookies();
    await context.clearCookies();
    await hands.press(".go button");
    await page.locator("form input[name='report_number'][type=hidden]").waitFor({ state: "attached" });
    await seen("signed-out");
    await context.addCookies(cookies);
    await hands.go("main form button", file);
  } else {
    await hands.save(file);
  }

  step = "heard";
  for (const party of ["magistrate", "police", "foundation", "cell", "parents"]) {
    await page.goto(`${file}/heard/add`);
    await hands.choose("party", party);
    await hands.choose("advice", "favourable");
    await hands.save("**/heard");
  }
  await seen("heard");

  step = "campaign";
  await page.goto(file);
  await hands.go("form[action$='/campaign'] .button", "**/kind");
  await seen("kind");
  await hands.choose("kind", "public_poster");
  await hands.when("until", 96);
  await hands.fill({ shown_name: "Aurélie V." });
  await hands.save("**/area");
  await hands.choose("reach", "places");
  await hands.write("#area-find", "elsene");
  // With a script it is found while it is typed; the button is for those without.
  if (bare) await hands.press("button[value=find]");
  const found = `[data-found] input[${bare ? "value" : "data-for"}='21009']`;
  await page.locator(found).waitFor();
  await hands.tick(found);
  await seen("area");
  await hands.save("**/channels");
  for (const channel of ["page", "feed", "bluesky"]) await hands.choose("channels", channel);
  await seen("channels");
  await hands.save("**/languages");
  await hands.choose("languages", "fr");
  await hands.choose("languages", "nl");
  await seen("languages");
  await hands.save(/words/);
  const words = {
    fr: { place: "Ixelles, quartier Flagey", hair: "bruns, longs", appeal: "Aurélie n’est pas rentrée de l’école. Appelez, jour et nuit." },
    nl: { place: "Elsene, wijk Flagey", hair: "bruin, lang", appeal: "Aurélie is niet thuisgekomen van school. Bel, dag en nacht." },
  };
  for (const [lang, parts] of Object.entries(words)) {
    await hands.fill(Object.fromEntries(Object.entries(parts).map(([part, text]) => [`notices.${lang}.${part}`, text])));
    await seen(`words-${lang}`);
    await hands.save(lang === "fr" ? /words|nl/ : "**/check");
  }
  await seen("check");
  await hands.go("button[value=make]", /\/campaigns\/[0-9a-f-]{36}$/);
  const room = page.url();
  const campaign = room.split("/").pop();
  // It says that it does not follow by itself, which a browser shows only where it runs no scripts.
  if (bare) await page.locator("noscript .note").waitFor();
  await seen("room-draft");

  step = "proof";
  await hands.press("form[action$='/proof'] button");
  await follows("a.button[href$='/proof']");
  await seen("room-waiting");
  await hands.go("a[href$='/proof']", "**/proof");
  await page.locator("img").first().waitFor();
  await seen("proof");

  step = "consent";
  await page.goto(`${file}/consent/ask`);
  await hands.fill({ holder: "Maman (inventée)" });
  await hands.choose("authority", "parent");
  await hands.choose("campaign", campaign);
  await hands.choose("lang", lang);
  await hands.press(".go button");
  const link = await page.locator("#link").inputValue();
  await seen("consent-link");
  const parent = people.parent;
  await parent.page.goto(link);
  await seen("parent-asked", "parent");
  await parent.hands.press("button[value=all]");
  await parent.page.locator("h1", { hasText: WORDS.agreed }).waitFor();
  await seen("parent-agreed", "parent");

  step = "decision";
  await page.goto(room);
  const magistrate = people.magistrate;
  await magistrate.page.goto(`${origin}/${lang}/decide`);
  await magistrate.hands.go(`a[href$='${campaign}']`, `**/decide/${campaign}`);
  await seen("decide", "magistrate");
  await magistrate.hands.tick("[name=act][value=approve]");
  await magistrate.hands.press("form.decision button");
  await magistrate.page.locator("[data-said] p", { hasText: WORDS.decided }).waitFor({ timeout: 30_000 });

  step = "launch";
  // In the officer's room, which stood open meanwhile.
  await follows("a.button[href$='/launch']");
  await seen("room-approved");
  await hands.go("a[href$='/launch']", "**/launch");
  await seen("launch");
  await hands.go("main form .button", room);
  await follows("[data-state=live]");
  await follows(".progress .moving, .progress .owed, .progress .stuck", "detached");
  await seen("room-live");
  const api = async (path) => (await context.request.get(`${origin}/api/v1${path}`)).json();
  const { code } = await api(`/campaigns/${campaign}`);
  // In a language that the notice has.
  const notice = `${origin}/${lang === "de" ? "nl" : lang}/a/${code}`;
  await people.public.page.goto(notice);
  await said("public", "h1", "Aurélie V.");
  await seen("notice", "public");
  await people.public.page.goto(`${origin}/nl/`);
  await seen("front", "public");

  step = "stop";
  await page.locator("#reason").selectOption("found_safe");
  await hands.press("#stop button");
  await follows("[data-state=ended], [data-state=closed]");
  const gone = await people.public.page.goto(notice);
  if (gone.status() !== 410) failures.push(`after the stop the notice answers ${gone.status()}`);
  await seen("ended", "public");
  await follows("[data-state=closed]");
  await seen("room-closed");
  await parent.page.reload();
  await said("parent", "h1", WORDS.over);
  // Back to where the launch was: there is nothing to launch any more, and the page that says so is the room.
  await page.goto(`${room}/launch`);
  if (page.url() !== room) failures.push(`the launch of a closed campaign stays at ${page.url()}`);
} catch (error) {
  failures.push(`${step}: ${error.message}`);
  for (const context of browser.contexts()) {
    for (const page of context.pages()) {
      shots += 1;
      await shoot(page, folder, `failed-${shots}`).catch(() => {});
      failures.push(`at ${page.url()}: ${(await page.locator("main").innerText().catch(() => "")).slice(0, 400)}`);
    }
  }
} finally {
  await browser.close();
}
console.log(JSON.stringify({ step, shots, rules, failures }));
process.exit(failures.length ? 1 : 0);
