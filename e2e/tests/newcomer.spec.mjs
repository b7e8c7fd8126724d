// The newcomer's path: what somebody sees and does who has never been here.
import { readFileSync } from "node:fs";

import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

test("the example portfolio is margined when the page opens", async ({ page }) => {
  const desk = await new Desk(page).open();
  expect(await desk.positions()).toHaveLength(4);
  await expect(desk.figure("Equity")).toHaveText(/^\d/);
  await expect(desk.figure("Maintenance")).toHaveText(/^\d/);
  await expect(desk.line).toContainText(/goes under first if [A-Z]+ (falls|rises) \d/i);
});

test("a keystroke in a quantity changes the figures, and the field keeps the focus", async ({ page }) => {
  const desk = await new Desk(page).open();
  const before = await desk.says("Maintenance");
  await page.evaluate(() => (globalThis.sameDocument = true));
  const quantity = desk.field("BTC perpetual", "quantity");
  await quantity.fill("2.5");
  await expect(desk.figure("Maintenance")).not.toHaveText(before);
  await expect(quantity).toBeFocused();
  await quantity.press("End");
  await quantity.press("5");
  await expect(quantity).toHaveValue("2.55");
  await expect(quantity).toBeFocused();
  expect(await page.evaluate(() => globalThis.sameDocument)).toBe(true);
});

test("what does not read as a number is kept, and how to mend it is said", async ({ page }) => {
  const desk = await new Desk(page).open();
  const quantity = desk.field("BTC perpetual", "quantity");
  const before = await desk.says("Maintenance");
  await quantity.fill("1.2.3");
  await expect(quantity).toHaveAttribute("aria-invalid", "true");
  await expect(desk.row("BTC perpetual").getByRole("alert")).toBeVisible();
  await desk.field("BTC perpetual", "entry price").focus();
  await expect(quantity).toHaveValue("1.2.3");
  await expect(desk.figure("Maintenance")).toHaveText(before);
  await quantity.fill("2k");
  await expect(quantity).toHaveAttribute("aria-invalid", "false");
  await expect(desk.figure("Maintenance")).not.toHaveText(before);
});

test("every figure with a dotted line opens its working, with rules, sources and dates", async ({ page }) => {
  const desk = await new Desk(page).open();
  for (const name of ["Equity", "Counts", "Initial", "Maintenance", "Freeboard", "Leverage"]) {
    const figure = desk.figure(name);
    await figure.click();
    await expect(figure).toHaveAttribute("aria-pressed", "true");
    await expect(desk.working.getByRole("listitem").first()).toContainText(/20\d\d/);
  }
  await desk.row("BTC perpetual").getByRole("button", { name: /liquidation price/ }).click();
  await expect(desk.working).toContainText("BTC");
  await desk.show("Ladder");
  await desk.outlook.getByRole("button", { name: /^ETH, liquidation price/ }).click();
  await expect(desk.working).toContainText("ETH perpetual");
});

test("edits can be undone and redone, and a field's keystrokes are one step", async ({ page }) => {
  const desk = await new Desk(page).open();
  await expect(desk.undoButton).toBeDisabled();
  const before = await desk.says("Initial");
  await desk.field("BTC perpetual", "quantity").pressSequentially("3.25");
  await desk.field("ETH perpetual", "quantity").focus();
  const after = await desk.says("Initial");
  expect(after).not.toBe(before);
  await page.keyboard.press("Control+z");
  await expect(desk.figure("Initial")).toHaveText(before);
  await expect(desk.undoButton).toBeDisabled();
  await page.keyboard.press("Control+Shift+z");
  await expect(desk.figure("Initial")).toHaveText(after);
});

test("a position is added, duplicated, flipped and removed by keyboard alone", async ({ page }) => {
  const desk = await new Desk(page).open();
  await page.keyboard.press("n");
  await page.keyboard.type("doge");
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.positions()).toHaveLength(5);
  const row = desk.row("DOGE perpetual");
  await row.getByRole("button", { name: "Duplicate DOGE perpetual" }).focus();
  await page.keyboard.press("d");
  await expect.poll(() => desk.positions()).toHaveLength(6);
  await row.last().getByRole("button", { name: /Flip/ }).press("Enter");
  await expect(row.last().getByRole("textbox", { name: /quantity/ })).toHaveValue("−1");
  await row.last().getByRole("button", { name: /Remove/ }).press("Enter");
  await expect.poll(() => desk.positions()).toHaveLength(5);
});

test("what was worked on is there again after a reload", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.addPosition("AVAX");
  await expect.poll(() => desk.positions()).toContain("AVAX perpetual");
  await page.waitForFunction(() => localStorage.getItem("plimsoll.workspace")?.includes("AVAX-PERP") || localStorage.getItem("plimsoll.workspace")?.includes('"underlying":"AVAX"'));
  await page.reload();
  await desk.ready();
  expect(await desk.positions()).toContain("AVAX perpetual");
});

test("a stored portfolio that cannot be read is set aside and said, and the app starts", async ({ page }) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("spoiled")) {
      localStorage.setItem("plimsoll.workspace", '{"schema":1,"name":"half a');
      sessionStorage.setItem("spoiled", "yes");
    }
  });
  const desk = await new Desk(page).open();
  await expect(page.getByRole("status", { name: "Notices" })).toContainText("set aside");
  expect(await desk.positions()).toHaveLength(4);
  expect(await page.evaluate(() => localStorage.getItem("plimsoll.set-aside.1"))).toBe('{"schema":1,"name":"half a');
  await page.reload();
  await desk.ready();
  await expect(page.getByRole("status", { name: "Notices" })).toHaveCount(0);
});

test("a portfolio that an older version stored opens with the same figures", async ({ page }) => {
  const stored = readFileSync(new URL("../../crates/margin-app/tests/workspace-1.json", import.meta.url), "utf8");
  await page.addInitScript((text) => localStorage.setItem("plimsoll.workspace", text), stored);
  const desk = await new Desk(page).open();
  await expect(desk.figure("Counts")).toHaveText("12,000");
  await expect(desk.figure("Initial")).toHaveText("8,000");
  await expect(desk.figure("Maintenance")).toHaveText("3,000");
  await expect(page.getByRole("status", { name: "Notices" })).toHaveCount(0);
});

test("leverage above what the venue allows is a problem with its place, and there are no figures", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.field("BTC perpetual", "leverage").fill("90");
  const problems = page.getByRole("alert", { name: "Problems" });
  await expect(problems).toContainText("BTC");
  await expect(problems).toContainText("40");
  await expect(desk.field("BTC perpetual", "leverage")).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Control+z");
  await expect(problems).toHaveCount(0);
});

test("an isolated position stands on its own", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.row("HYPE perpetual").getByRole("combobox").selectOption("isolated");
  await expect(desk.field("HYPE perpetual", "leverage")).toBeVisible();
  await expect(desk.row("HYPE perpetual").getByRole("textbox", { name: "Dollars set aside" })).toBeVisible();
});

test("the chart has a cursor for arrow keys and a table for those who do not see it", async ({ page }) => {
  const desk = await new Desk(page).open();
  const chart = desk.outlook.getByRole("img");
  await expect(chart).toHaveAttribute("aria-label", /goes under at/);
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(desk.outlook.locator("output")).toContainText("maintenance");
  await desk.outlook.getByText("The same as a table").click();
  await expect(desk.outlook.getByRole("columnheader", { name: "Maintenance" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the desk and its dialogs are accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const desk = await new Desk(page).open();
    await axe(page);
    await desk.show("Ladder");
    await axe(page);
    await desk.openImport();
    await axe(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
    await axe(page);
  });
}

for (const [width, height] of [[1440, 900], [1024, 768], [768, 1024], [360, 800], [320, 640]]) {
  test(`nothing is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const desk = await new Desk(page).open();
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(wider), "the page does not scroll sideways").toBeLessThanOrEqual(0);
    await desk.show("Ladder");
    expect(await page.evaluate(wider)).toBeLessThanOrEqual(0);
    if (width === 1440) {
      const taller = () => document.documentElement.scrollHeight - document.documentElement.clientHeight;
      expect(await page.evaluate(taller), "the desk fits the screen").toBeLessThanOrEqual(0);
    }
  });
}
