// A parent in a real Chromium, on a phone's screen: looks, answers to what was shown before (and is shown what there is now),
// unticks a channel, agrees, takes it back. Each page is looked through by axe. Prints one JSON object; ends with 1 and says why
// where a step fails.
//
//   node consent.mjs CHROMIUM FOLDER < {"link": URL, "before": DIGEST}   or   {"link": URL, "over": TITLE}
import { readFileSync } from "node:fs";
import { PHONE, look, person, shoot, start } from "./people.mjs";

const [executablePath, folder] = process.argv.slice(2);
const { link, before, over } = JSON.parse(readFileSync(0, "utf8"));
const browser = await start(executablePath);
const failures = [];
let rules = 0;
let shown = "";
try {
  const expected = (said) => /status of 4(09|22)/.test(said);
  const { page } = await person(browser, "parent", failures, { expected, passkey: false, ...PHONE });
  const seen = async (name) => {
    rules += await look(page, name, failures);
    await shoot(page, folder, name);
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
    await seen("consent-over");
  } else {
    await title("Votre accord pour un avis de recherche");
    await seen("consent");
    const picture = await page.locator("main article img").evaluate((image) => image.complete && image.naturalWidth > 0);
    if (!picture) failures.push("the picture is not shown");

    const photo = await page.locator("#part .thumb").first().evaluate((image) => {
      image.loading = "eager";
      return image.decode().then(() => image.naturalWidth > 0, () => false);
    });
    if (!photo) failures.push("a photo to agree to is not shown");

    // Whoever presses Enter in a box has agreed to nothing but what is ticked.
    await page.locator("#part input[name=channel]").first().press("Enter");
    await page.locator("[role=alert]").waitFor();
    if (!(await page.locator("#part").count())) failures.push("Enter in a box was taken for an answer");

    // As somebody answers whose page has stood open since the older proof.
    const digest = page.locator("#part input[name=shown]");
    const now = await digest.inputValue();
    await digest.evaluate((input, digest) => (input.value = digest), before);
    if (await page.locator("input:checked").count()) failures.push("something is ticked for them");
    for (const box of await page.locator("input[type=checkbox]").all()) await box.check();
    await page.locator("input[name=channel][value=email]").uncheck();
    await page.locator("select[name=until]").selectOption({ index: 1 });
    await agree();
    if (!(await page.locator("[role=alert]").innerText()).includes("Un texte est différent")) {
      failures.push("it does not say what changed");
    }
    await seen("consent-changed");
    shown = await digest.inputValue();
    if (shown !== now) failures.push("the new page carries another digest than the first");
    if (await page.locator("input[name=channel][value=email]").isChecked()) failures.push("the choice was lost");

    // Nothing ticked where something must be.
    await page.locator("input[name=area]").uncheck();
    await agree();
    await page.locator("[role=alert]").waitFor();
    await seen("consent-lacks");
    await page.locator("input[name=area]").check();
    await agree();
    await title("Vous êtes d’accord");
    await seen("consent-given");
    await page.reload();
    await title("Vous êtes d’accord");

    await page.locator("a[href$='/withdraw']").click();
    await seen("consent-withdraw");
    await page.locator("main form button").click();
    await title("Votre accord est retiré");
    await seen("consent-withdrawn");
  }
} catch (error) {
  failures.push(error.message);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ shown, rules, failures }));
process.exit(failures.length ? 1 : 0);
