// A parent in a real Chromium, on a phone's screen: looks, answers to what was shown
// before (and is shown what there is now), unticks a channel, agrees, takes it back. Each page is looked through by axe. Prints
// one JSON object; ends with 1 and says why where a step fails.
//
//   node consent.mjs CHROMIUM FOLDER < {"link": URL, "before": DIGEST}   or   {"link": URL, "over": TITLE}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages lie in the folder that this is run in.
const require = createRequire(`${process.cwd()}/`);
const { chromium } = require("playwright-core");

const [executablePath, folder] = process.argv.slice(2);
const { link, before, over } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const failures = [];
let rules = 0;
let shown = "";
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true });
  // Before the page's own policy, which lets nothing else in.
  await context.addInitScript({ path: require.resolve("axe-core/axe.min.js") });
  const page = await context.newPage();
  page.on("pageerror", (error) => failures.push(`script: ${error.message}`));
  page.on("console", (line) => {
    const expected = line.text().includes("favicon") || /status of 4(09|22)/.test(line.text());
    if (line.type() === "error" && !expected) failures.push(`console: ${line.text()}`);
  });
  // A page as it was reached: fits the phone, and axe finds nothing.
  const look = async (name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    if (wide) failures.push(`${name}: the page is wider than the phone`);
    const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
    rules += violations.length + passes.length;
    for (const { id, help, nodes } of violations) failures.push(`${name}: ${id}: ${help}: ${nodes[0].html}`);
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };
  const title = async (expected) => {
    const found = (await page.locator("h1").innerText()).trim();
    if (found !== expected) failures.push(`"${expected}" was expected at ${page.url()}, and it says "${found}"`);
  };
  const agree = () => page.locator("button[name=answer][value=agree]").click();

  await page.goto(link);
  if (over) {
    await title(over);
    if (await page.locator("main form, main img").count()) failures.push("something to answer or to see after the end");
    await look("consent-over");
  } else {
    await title("Votre accord pour un avis de recherche");
    await look("consent");
    const picture = await page.locator("main img").evaluate((image) => image.complete && image.naturalWidth > 0);
    if (!picture) failures.push("the picture is not shown");

    // As somebody answers whose page has stood open since the older proof.
    const now = await page.locator("input[name=shown]").inputValue();
    await page.locator("input[name=shown]").evaluate((input, digest) => (input.value = digest), before);
    await page.locator("input[name=channel][value=email]").uncheck();
    await agree();
    if (!(await page.locator("[role=alert]").innerText()).includes("Un texte est différent")) {
      failures.push("it does not say what changed");
    }
    await look("consent-changed");
    shown = await page.locator("input[name=shown]").inputValue();
    if (shown !== now) failures.push("the new page carries another digest than the first");
    if (await page.locator("input[name=channel][value=email]").isChecked()) failures.push("the choice was lost");

    // Nothing ticked where something must be.
    await page.locator("input[name=area]").uncheck();
    await agree();
    await page.locator("[role=alert]").waitFor();
    await look("consent-lacks");
    await page.locator("input[name=area]").check();
    await agree();
    await title("Vous êtes d’accord");
    await look("consent-given");
    await page.reload();
    await title("Vous êtes d’accord");

    await page.locator("a[href$='/withdraw']").click();
    await look("consent-withdraw");
    await page.locator("main form button").click();
    await title("Votre accord est retiré");
    await look("consent-withdrawn");
  }
  console.log(JSON.stringify({ shown, rules, failures }));
} catch (error) {
  failures.push(error.message);
  console.log(JSON.stringify({ shown, rules, failures }));
} finally {
  await browser.close();
}
process.exit(failures.length ? 1 : 0);
