// Looks through every page that is named, in every language, both themes, on a phone and on a desk: it fits its screen, axe finds
// nothing, and it complains of nothing. Prints one JSON object; ends with 1 and says why where something is wrong.
//
//   node look.mjs CHROMIUM FOLDER < {"origin": URL, "people": {"officer": INVITATION}, "pages": [{"who": "officer", "path": "/now"}]}
//
// Pages of nobody ("who" absent) are the public's. In FOLDER, if one is named, are two pictures of each.
import { readFileSync } from "node:fs";
import { enrol, look, person, shoot, start } from "./people.mjs";

const [executablePath, folder] = process.argv.slice(2);
const { origin, people, pages } = JSON.parse(readFileSync(0, "utf8"));
/** Language, width, theme: words decide how wide a page is, and themes how it is read; neither turns on the other. */
const VIEWS = [
  ["fr", 1280, "light"],
  ["nl", 360, "dark"],
  ["de", 1280, "dark"],
  ["en", 360, "light"],
];
const failures = [];
let rules = 0;
let looked = 0;
const browser = await start(executablePath);
try {
  for (const who of new Set(pages.map((page) => page.who))) {
    // The status of a page of an end, or of an error, is said in the console.
    const expected = (said) => /status of (4\d\d|503)/.test(said);
    const { page } = await person(browser, who ?? "public", failures, { expected, passkey: Boolean(who) });
    if (who) await enrol(page, people[who]);
    for (const { path, name = path.replaceAll("/", "-").slice(1), wait } of pages.filter((page) => page.who === who)) {
      for (const [language, width, colorScheme] of VIEWS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.goto(`${origin}/${language}${path}`);
        if (wait) await page.locator(wait).first().waitFor();
        rules += await look(page, `${name} ${language} ${width} ${colorScheme}`, failures);
        looked += 1;
        if (language === (width > 400 ? "fr" : "nl")) await shoot(page, folder, `${name}-${width}`);
      }
    }
  }
} catch (error) {
  failures.push(error.message);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ looked, rules, failures }));
process.exit(failures.length ? 1 : 0);
