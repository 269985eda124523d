// People at their browsers: each with a context of their own, a virtual authenticator for a passkey, and an ear for whatever the
// page complains of.
import { createRequire } from "node:module";

// The packages lie in the folder that this is run in.
const require = createRequire(`${process.cwd()}/`);
const { chromium } = require("playwright-core");

/** A Chromium that speaks to nobody but the pages it is sent to. */
export const start = (executablePath) =>
  chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

/** A small telephone. */
export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true };

/**
 * A person's browser, with how many passkeys are in it. What goes wrong is added to `failures`; `expected` says which complaints
 * are part of the story.
 */
export async function person(browser, name, failures, { expected = () => false, passkey = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // Before the page's own policy, which lets nothing else in.
  if (options.javaScriptEnabled !== false) await context.addInitScript({ path: require.resolve("axe-core/axe.min.js") });
  const page = await context.newPage();
  page.on("pageerror", (error) => failures.push(`${name}: script: ${error.message}`));
  page.on("console", (line) => {
    const said = `${line.text()} ${line.location().url}`;
    if (line.type() === "error" && !said.includes("favicon") && !expected(said)) failures.push(`${name}: console: ${said}`);
  });
  const passkeys = passkey ? await authenticator(context, page) : async () => 0;
  return { context, page, passkeys };
}

/** Gives the page an authenticator that always says yes; how many passkeys are in it. */
async function authenticator(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length;
}

/** Makes the passkey that an invitation is for; the browser is signed in afterwards. */
export async function enrol(page, invitation) {
  await page.goto(invitation);
  await Promise.all([
    page.waitForURL((url) => !url.pathname.includes("/invitation/"), { timeout: 20_000 }),
    page.locator("[data-go]").click(),
  ]);
}

/** Sees whether a page fits its screen. */
export async function fits(page, name, failures) {
  // A page that has only just been answered may have nothing in it yet.
  await page.locator("main").first().waitFor({ state: "attached" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  if (wide) failures.push(`${name}: the page is wider than its screen`);
}

/** Looks through a page as it was reached: it fits its screen, and axe finds nothing. How many rules were asked. */
export async function look(page, name, failures) {
  await fits(page, name, failures);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  for (const { id, help, nodes } of violations) failures.push(`${name}: ${id}: ${help}: ${nodes[0].html}`);
  return violations.length + passes.length;
}

/** Takes a picture of the whole page, where a folder for it is named. */
export async function shoot(page, folder, name) {
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
