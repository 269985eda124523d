// A magistrate in a real Chromium: invitation → passkey → signed in → a decision on a phone's screen, signed by the browser's
// virtual authenticator. Prints one JSON object; ends with 1 and says why where a step fails.
//
//   node passkeys.mjs CHROMIUM FOLDER < {"invitation": URL, "decide": URL, "act": "approve"}
import { readFileSync } from "node:fs";
import { PHONE, fits, person, shoot, start } from "./people.mjs";

const [executablePath, folder] = process.argv.slice(2);
const { invitation, decide, act } = JSON.parse(readFileSync(0, "utf8"));
const browser = await start(executablePath);
const failures = [];
try {
  const { context, page, passkeys } = await person(browser, "magistrate", failures, PHONE);

  await page.goto(invitation);
  await fits(page, "invitation", failures);
  await shoot(page, folder, "invitation");
  await page.getByRole("button").click();
  await page.waitForURL(/\/decide$|\/account$/, { timeout: 20_000 });
  await fits(page, "list", failures);
  await shoot(page, folder, "decide-list");
  const credentials = await passkeys();

  // Out, and in again with the passkey alone: nobody types a name, and the page that was asked for comes after it.
  await context.clearCookies();
  const origin = new URL(invitation).origin;
  const language = new URL(invitation).pathname.split("/")[1];
  await page.goto(decide);
  if (!new URL(page.url()).pathname.endsWith("/sign-in")) failures.push(`not signed in, and yet at ${page.url()}`);
  await shoot(page, folder, "sign-in");
  await page.getByRole("button").click();
  await page.waitForURL(decide, { timeout: 20_000 });
  await page.goto(`${origin}/${language}/account`);
  await fits(page, "account", failures);
  await shoot(page, folder, "account");

  await page.goto(decide);
  await fits(page, "decide", failures);
  await shoot(page, folder, "decide");
  const shown = await page.locator("main").innerText();
  await page.locator(`input[name=act][value=${act}]`).check();
  await page.getByRole("button").last().click();
  await page.waitForFunction(
    (done) => document.querySelector("[data-said]")?.innerText.includes(done),
    await page.locator("main").getAttribute("data-done"),
    { timeout: 20_000 },
  );
  await shoot(page, folder, "decided");
  console.log(JSON.stringify({ credentials, shown, failures }));
} catch (error) {
  failures.push(error.message);
  console.log(JSON.stringify({ failures }));
} finally {
  await browser.close();
}
process.exit(failures.length ? 1 : 0);
