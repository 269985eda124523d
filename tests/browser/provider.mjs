// Signing in by an organisation's provider in a real Chromium without any script, on a phone's screen in all four languages; then,
// with scripts, a passkey of the browser's virtual authenticator is added on the account page and removed again. Prints one JSON
// object; ends with 1 and says why where a step fails.
//
//   node provider.mjs CHROMIUM FOLDER < {"origin": URL, "provider": "honest", "login": "eva"}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages lie in the folder that this is run in.
const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");

const [executablePath, folder] = process.argv.slice(2);
const { origin, provider, login } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const failures = [];
const phone = { viewport: { width: 360, height: 740 }, isMobile: true };
const passkeys = [];
try {
  const fits = async (page, name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    if (wide) failures.push(`${name}: the page is wider than the phone`);
  };
  const shoot = (page, name) => folder && page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });

  let state;
  for (const language of ["fr", "nl", "de", "en"]) {
    const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/${language}/sign-in`);
    await shoot(page, `sign-in-provider-${language}`);
    await page.locator(`a[href="/${language}/sign-in/provider/${provider}"]`).click();
    await page.locator("input[name=login]").fill(login);
    await page.getByRole("button").click();
    await page.waitForURL(/\/account$/, { timeout: 20_000 });
    // The account's own language, and then the reader's.
    await page.goto(`${origin}/${language}/account`);
    if (!page.url().endsWith(`/${language}/account`)) failures.push(`${language}: not signed in, at ${page.url()}`);
    await shoot(page, `account-provider-${language}`);
    state = await context.storageState();
    await context.close();
  }

  const context = await browser.newContext({ ...phone, storageState: state });
  const page = await context.newPage();
  page.on("pageerror", (error) => failures.push(`script: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().includes("favicon")) failures.push(`console: ${line.text()}`);
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const count = async () => passkeys.push(await page.locator('a[href*="/remove"]').count());
  await page.goto(`${origin}/en/account`);
  await fits(page, "account");
  await count();
  await page.locator('a[href$="/passkeys/add"]').click();
  await fits(page, "add");
  await shoot(page, "passkey-add");
  await page.getByRole("button").click();
  await page.waitForURL(/\/account$/, { timeout: 20_000 });
  await count();
  await fits(page, "account with a passkey");
  await shoot(page, "account-passkey");
  await page.locator('a[href*="/remove"]').click();
  await fits(page, "remove");
  await shoot(page, "passkey-remove");
  await page.getByRole("button").click();
  await page.getByRole("heading", { name: "The passkey is removed." }).waitFor({ timeout: 20_000 });
  await page.goto(`${origin}/en/account`);
  await count();
  console.log(JSON.stringify({ passkeys, failures }));
} catch (error) {
  failures.push(error.message);
  console.log(JSON.stringify({ passkeys, failures }));
} finally {
  await browser.close();
}
process.exit(failures.length ? 1 : 0);
