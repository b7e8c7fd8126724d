// The import path: a venue's payload pasted, its figures beside ours.
import { existsSync, readFileSync } from "node:fs";

import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

// An invented account, with liquidation prices worked out by hand from the venue's published formula.
const invented = readFileSync(new URL("../payloads/account.json", import.meta.url), "utf8");

// A recorded account, where recordings are at hand.
const recorded = new URL("../../../shared/data/hyperliquid/mainnet_20260906/", import.meta.url);
const recording = (name) => readFileSync(new URL(`${name}.json`, recorded), "utf8");

test("a pasted account is opened, and the venue's own figures stand beside ours", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.openImport();
  await desk.payload.fill(invented);
  await expect(desk.importDialog.getByRole("status").first()).toContainText("2 positions");
  await axe(page);
  await desk.openImported();
  expect(await desk.positions()).toEqual(["BTC perpetual", "ETH perpetual"]);
  await expect(desk.figure("Maintenance")).toHaveText("1,000");
  await expect(desk.outlook).toContainText("agree");
  await axe(page);
  await desk.field("BTC perpetual", "quantity").fill("0.6");
  await expect(desk.figure("Maintenance")).toHaveText("1,100");
  await page.keyboard.press("Control+z");
  await desk.undoButton.click();
  expect(await desk.positions()).toHaveLength(4);
});

test("a recorded account of 44 positions agrees with the venue in every figure that it states", async ({ page, context }) => {
  test.skip(!existsSync(recorded), "skipped: the recorded account is not here");
  const desk = await new Desk(page).open();
  await desk.openImport();
  const documents = ["clearinghouseState", "metaAndAssetCtxs", "spotClearinghouseState"];
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), documents.map(recording).join("\n"));
  await desk.payload.press("Control+v");
  await desk.openImported();
  await expect.poll(() => desk.positions()).toHaveLength(44);
  const stated = JSON.parse(recording("clearinghouseState"));
  const rows = desk.outlook.getByRole("table").nth(1).getByRole("row");
  await expect(rows).toHaveCount(45);
  const outcomes = await rows.evaluateAll((all) => all.slice(1).map((row) => row.lastElementChild.querySelector("small").textContent));
  const count = (outcome) => outcomes.filter((each) => each === outcome).length;
  const priced = stated.assetPositions.filter(({ position }) => position.liquidationPx !== null).length;
  console.log(`liquidation prices: ${count("equal")} equal, ${count("none on both sides")} none on both sides, of 44`);
  expect(count("equal")).toBe(priced);
  expect(count("none on both sides")).toBe(44 - priced);
  await expect(desk.outlook.getByRole("row", { name: /maintenance/i })).toBeVisible();
});

test("files can be chosen instead of pasted", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.openImport();
  await desk.importDialog.locator("input[type=file]").setInputFiles({ name: "account.json", mimeType: "application/json", buffer: Buffer.from(invented) });
  await expect(desk.importDialog.getByRole("listitem").filter({ hasText: "account.json" })).toBeVisible();
  await desk.openImported();
  expect(await desk.positions()).toHaveLength(2);
});

for (const [what, text] of [
  ["half a payload", invented.slice(0, 400)],
  ["a number that is too large", invented.replace('"79000.0"', "1e400")],
  ["a price that is no number", invented.replace('"40000.0"', '"NaN"')],
  ["a coin twice", invented.replace('"coin": "ETH"', '"coin": "BTC"')],
  ["something else", '{"hello": "world"}'],
  ["no JSON at all", "buy low, sell high"],
]) {
  test(`${what} gives problems with their places, and the page goes on`, async ({ page }) => {
    const desk = await new Desk(page).open();
    await desk.openImport();
    await desk.payload.fill(text);
    await expect(desk.importDialog.getByRole("alert")).toBeVisible();
    await expect(desk.importDialog.getByRole("button", { name: "Open this account" })).toHaveCount(0);
    await desk.payload.fill(invented);
    await expect(desk.importDialog.getByRole("alert")).toHaveCount(0);
    await desk.openImported();
  });
}

test("a paste of 50 MB is refused at once, and the page goes on", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.openImport();
  const milliseconds = await desk.payload.evaluate((field) => {
    const data = new DataTransfer();
    data.setData("text", "[".repeat(50_000_000));
    const start = performance.now();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    return performance.now() - start;
  });
  await expect(desk.importDialog.getByRole("alert")).toContainText("MB");
  console.log(`a paste of 50 MB was answered in ${milliseconds.toFixed(0)} ms`);
  await desk.payload.fill(invented);
  await desk.openImported();
});
