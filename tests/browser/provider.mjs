// Signing in by an organisation's provider in a real Chromium without any script, on a phone's screen in all four languages; then,
// with scripts, a passkey of the browser's virtual authenticator is added on the account page and removed again. Prints one JSON
// object; ends with 1 and says why where a step fails.
//
//   node provider.mjs CHROMIUM FOLDER < {"origin": URL, "provider": "honest", "login": "eva"}
import { readFileSync } from "node:fs";
import { PHONE, fits, person, shoot, start } from "./people.mjs";

const [executablePath, folder] = process.argv.slice(2);
const { origin, provider, login } = JSON.parse(readFileSync(0, "utf8"));
const browser = await start(executablePath);
const failures = [];
const passkeys = [];
try {
  let state;
  for (const language of ["fr", "nl", "de", "en"]) {
    const options = { ...PHONE, javaScriptEnabled: false, passkey: false };
    const { context, page } = await person(browser, language, failures, options);
    await page.goto(`${origin}/${language}/sign-in`);
    await shoot(page, folder, `sign-in-provider-${language}`);
    await page.locator(`a[href="/${language}/sign-in/provider/${provider}"]`).click();
    await page.locator("input[name=login]").fill(login);
    await page.getByRole("button").click();
    await page.waitForURL(/\/now$/, { timeout: 20_000 });
    // The account's own language, and then the reader's.
    await page.goto(`${origin}/${language}/account`);
    if (!page.url().endsWith(`/${language}/account`)) failures.push(`${language}: not signed in, at ${page.url()}`);
    await shoot(page, folder, `account-provider-${language}`);
    state = await context.storageState();
    await context.close();
  }

  const { page } = await person(browser, "account", failures, { ...PHONE, storageState: state });
  const count = async () => passkeys.push(await page.locator('a[href*="/remove"]').count());
  await page.goto(`${origin}/en/account`);
  await fits(page, "account", failures);
  await count();
  await page.locator('a[href$="/passkeys/add"]').click();
  // The provider let them in; before a first passkey they sign in there anew.
  await fits(page, "proof", failures);
  await shoot(page, folder, "passkey-proof-provider");
  await page.locator('a[href$="/account/proof/add/provider"]').click();
  await page.locator("input[name=login]").fill(login);
  await page.getByRole("button").click();
  await page.waitForURL(/\/account\/passkeys\/add$/, { timeout: 20_000 });
  await fits(page, "add", failures);
  await shoot(page, folder, "passkey-add");
  await page.getByRole("button").click();
  await page.waitForURL(/\/account$/, { timeout: 20_000 });
  await count();
  await fits(page, "account with a passkey", failures);
  await shoot(page, folder, "account-passkey");
  await page.locator('a[href*="/remove"]').click();
  await fits(page, "remove", failures);
  await shoot(page, folder, "passkey-remove");
  await page.getByRole("button").click();
  await page.getByRole("heading", { name: "The passkey is removed." }).waitFor({ timeout: 20_000 });
  await page.goto(`${origin}/en/account`);
  await count();
} catch (error) {
  failures.push(error.message);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ passkeys, failures }));
process.exit(failures.length ? 1 : 0);
