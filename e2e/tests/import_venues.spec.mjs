// Imports of other venues and of tables, and of accounts that come in without rules.
import { readFileSync } from "node:fs";

import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

// Invented accounts: the maintenance of the first is 52,000 × 1.2 % + 25,000 × 0.6 % dollars.
const dydx = readFileSync(new URL("../payloads/dydx.txt", import.meta.url), "utf8");
const ccxt = readFileSync(new URL("../payloads/ccxt.json", import.meta.url), "utf8");

async function opened(page) {
  const desk = await new Desk(page).open();
  await desk.openImport();
  return desk;
}

test("an account of another venue is opened under its own rules, its figures beside ours", async ({ page }) => {
  const desk = await opened(page);
  await desk.payload.fill(dydx);
  await expect(desk.importDialog.getByRole("status").filter({ hasText: "dYdX, 2 positions" })).toBeVisible();
  await desk.openImported();
  await expect(desk.figure("Maintenance")).toHaveText("774.00");
  const equity = desk.outlook.getByRole("row", { name: /^Equity/ });
  await expect(equity).toContainText("13,000.00");
  await axe(page);
});

test("several files are dropped at once, and each can be taken out again", async ({ page }) => {
  const desk = await opened(page);
  const [account, markets] = dydx.split(/(?<=^\})\n(?=\{)/m);
  const transfer = await page.evaluateHandle((texts) => {
    const transfer = new DataTransfer();
    texts.forEach((text, index) => transfer.items.add(new File([text], `part ${index + 1}.json`)));
    return transfer;
  }, [account, markets]);
  await desk.payload.dispatchEvent("drop", { dataTransfer: transfer });
  await expect(desk.importDialog.getByText("dYdX, 2 positions")).toBeVisible();
  await desk.importDialog.getByRole("button", { name: "Take part 1.json out" }).click();
  await expect(desk.importDialog.getByRole("alert")).toBeVisible();
  await expect(desk.importDialog.getByRole("button", { name: /^Take part/ })).toHaveCount(1);
});

test("an account without rules is opened under those that are chosen, and it is said whose figures they are", async ({ page }) => {
  const desk = await opened(page);
  const open = desk.importDialog.getByRole("button", { name: "Open this account" });
  await desk.payload.fill(ccxt);
  await expect(desk.importRules).toHaveValue("");
  await expect(open).toHaveCount(0);
  await desk.importRules.selectOption("hyperliquid/perpetuals");
  await expect(desk.importDialog).toContainText("not those of the venue that it is at");
  const left = desk.importDialog.getByRole("listitem").filter({ hasText: "NOSUCHCOIN perpetual" });
  await expect(left.first()).toBeVisible();
  await expect(desk.importDialog).toContainText("the desk gives no figures");
  await axe(page);
  await expect(open).toBeVisible();
  await desk.importDialog.getByRole("button", { name: "Open the rest alone" }).click();
  await desk.importDialog.waitFor({ state: "hidden" });
  expect(await desk.positions()).toEqual(["BTC perpetual"]);
  await expect(desk.figure("Maintenance")).toHaveText("130.00");
  await expect(page.getByRole("combobox", { name: "Rules" })).toHaveValue("hyperliquid/perpetuals");
  // What the other venue says of its own liquidation price is not held against these rules.
  await expect(desk.outlook).not.toContainText("41,000");
  await expect(desk.outlook).toContainText("not those of the venue that it is at");
  await axe(page);
});

test("the example of a table is found, tried and opened with the keyboard alone", async ({ page }) => {
  const desk = await opened(page);
  const search = desk.importDialog.getByRole("searchbox");
  await until(page, "Tab", search);
  await page.keyboard.type("csv");
  await expect(desk.importDialog.getByRole("rowheader", { name: "quantity" })).toBeVisible();
  await axe(page);
  await until(page, "Tab", desk.importDialog.getByRole("button", { name: "Try the example" }));
  await page.keyboard.press("Enter");
  await expect(desk.importDialog.getByText("CSV, 2 positions")).toBeVisible();
  await until(page, "Shift+Tab", desk.importRules);
  await page.keyboard.type("dYdX");
  await expect(desk.importRules).toHaveValue("dydx/perpetuals");
  await until(page, "Tab", desk.importDialog.getByRole("button", { name: "Open this account" }));
  await page.keyboard.press("Enter");
  await desk.importDialog.waitFor({ state: "hidden" });
  expect(await desk.positions()).toEqual(["BTC perpetual", "ETH perpetual"]);
});

test("what is read is listed by who may ask for it, and found by venue or document", async ({ page }) => {
  const desk = await opened(page);
  const sources = desk.importDialog.getByRole("region", { name: "What can be read" });
  await expect(sources.getByText("Hyperliquid", { exact: true })).toBeVisible();
  await expect(sources.getByText("Binance", { exact: true })).toBeVisible();
  await sources.getByRole("searchbox").fill("get_subaccount");
  await expect(sources.getByText("Derive", { exact: true })).toBeVisible();
  await expect(sources.getByText("Binance", { exact: true })).toBeHidden();
  await sources.getByRole("searchbox").fill("no such venue");
  await expect(sources.getByRole("status")).toContainText("A table of your own");
});

test("closing the dialog loses nothing, and opening the account empties it", async ({ page }) => {
  const desk = await opened(page);
  await desk.payload.fill(dydx);
  await page.keyboard.press("Escape");
  await desk.importDialog.waitFor({ state: "hidden" });
  await desk.openImport();
  await expect(desk.payload).toHaveValue(dydx);
  await desk.openImported();
  await desk.openImport();
  await expect(desk.payload).toHaveValue("");
});

/** Presses a key until something has the focus. */
async function until(page, key, wanted) {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach it`);
}
