// A magistrate in a real Chromium: invitation → passkey → signed in → a decision on a phone's screen, signed by the browser's
// virtual authenticator. Prints one JSON object; ends with 1 and says why where a step fails.
//
//   node passkeys.mjs CHROMIUM FOLDER < {"invitation": URL, "decide": URL, "act": "approve", "language": "fr"}
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The packages lie in the folder that this is run in.
const { chromium } = createRequire(`${process.cwd()}/`)("playwright-core");

const [executablePath, folder] = process.argv.slice(2);
const { invitation, decide, act } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const failures = [];
try {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true });
  const page = await context.newPage();
  page.on("pageerror", (error) => failures.push(`script: ${error.message}`));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().includes("favicon")) failures.push(`console: ${line.text()}`);
  });
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
  const shoot = (name) => folder && page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  const fits = async (name) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    if (wide) failures.push(`${name}: the page is wider than the phone`);
  };

  await page.goto(invitation);
  await fits("invitation");
  await shoot("invitation");
  await page.getByRole("button").click();
  await page.waitForURL(/\/decide$|\/account$/, { timeout: 20_000 });
  await fits("list");
  await shoot("decide-list");
  const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });

  // Out, and in again with the passkey alone: nobody types a name.
  await context.clearCookies();
  const origin = new URL(invitation).origin;
  const language = new URL(invitation).pathname.split("/")[1];
  await page.goto(`${origin}/${language}/account`);
  if (!page.url().endsWith("/sign-in")) failures.push(`not signed in, and yet at ${page.url()}`);
  await shoot("sign-in");
  await page.getByRole("button").click();
  await page.waitForURL(/\/decide$|\/account$/, { timeout: 20_000 });
  await page.goto(`${origin}/${language}/account`);
  await fits("account");
  await shoot("account");

  await page.goto(decide);
  await fits("decide");
  await shoot("decide");
  const shown = await page.locator("main").innerText();
  await page.locator(`input[name=act][value=${act}]`).check();
  await page.getByRole("button").last().click();
  await page.waitForFunction(
    (done) => document.querySelector("[data-said]")?.innerText.includes(done),
    await page.locator("main").getAttribute("data-done"),
    { timeout: 20_000 },
  );
  await shoot("decided");
  console.log(JSON.stringify({ credentials: credentials.length, shown, failures }));
} catch (error) {
  failures.push(error.message);
  console.log(JSON.stringify({ failures }));
} finally {
  await browser.close();
}
process.exit(failures.length ? 1 : 0);
