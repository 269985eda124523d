// Lighthouse looks at pages as a phone on a slow line gets them, and each must have 100 in all that it judges. Notices are kept
// out of search engines on purpose, so that category is not asked. Prints one line a page, with what it weighs; ends with 1 and
// says why where a page has less.
//
//   node look.mjs CHROMIUM URL…
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages lie in the folder that this is run in.
const require = createRequire(`${process.cwd()}/`);
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const MOST_BYTES = 60_000;
const onlyCategories = ["performance", "accessibility", "best-practices"];
const [chromePath, ...urls] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
const failures = [];
try {
  for (const url of urls) {
    const { lhr } = await lighthouse(url, { port: chrome.port, onlyCategories, logLevel: "error" });
    const scores = onlyCategories.map((name) => Math.round(lhr.categories[name].score * 100));
    const audit = (name) => lhr.audits[name]?.numericValue ?? 0;
    const [bytes, shift] = [audit("total-byte-weight"), audit("cumulative-layout-shift")];
    console.log(`${url}: ${scores.join(" ")} (${onlyCategories.join(", ")}), ${bytes} bytes, layout shift ${shift}`);
    if (bytes > MOST_BYTES) failures.push(`${url}: ${bytes} bytes are more than ${MOST_BYTES}`);
    if (shift > 0) failures.push(`${url}: the page moves while it loads: ${shift}`);
    for (const [n, name] of onlyCategories.entries()) {
      if (scores[n] === 100) continue;
      const refs = lhr.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      failures.push(`${url}: ${name} ${scores[n]}: ${refs.map(({ id }) => `${id} (${lhr.audits[id].title})`).join("; ")}`);
    }
  }
} finally {
  await chrome.kill();
}
for (const failure of failures) console.error(failure);
process.exit(failures.length ? 1 : 0);
