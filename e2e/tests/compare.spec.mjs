// One portfolio under every venue: what a trader sees who asks where it would stand best.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

const headers = ["Initial", "Maintenance", "Counts", "Freeboard", "Goes under", "Lost there", "Netting saves", "Idle"];

test("every venue that takes a part of the portfolio has a row, and the best is named with why", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.compare();
  await expect(desk.comparison.best).toContainText(/requires? least to keep: \d.*take/);
  await expect(desk.comparison.rows.filter({ hasText: "best" })).not.toHaveCount(0);
  await expect(desk.comparison.venue("Hyperliquid · Perpetuals")).toContainText("now");
  await expect(desk.comparison.venue("dYdX · Perpetuals").first()).toContainText(/a part only: without \d of \d/);
  await expect(desk.outlook).toContainText(/more give no figures for this portfolio/);
});

test("the rows are ordered by any measure, by keyboard, and say so", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.compare();
  for (const name of headers) {
    const head = desk.comparison.head(name);
    await expect(head).toHaveAttribute("aria-sort", name === "Initial" ? "none" : /none|ascending/);
    await head.getByRole("button").press("Enter");
    const first = await head.getAttribute("aria-sort");
    expect(first).toMatch(/ascending|descending/);
    await head.getByRole("button").press("Enter");
    await expect(head).toHaveAttribute("aria-sort", first === "ascending" ? "descending" : "ascending");
  }
  await desk.comparison.head("Maintenance").getByRole("button").click();
  const figures = await desk.comparison.figures("Maintenance");
  expect(figures.length).toBeGreaterThan(2);
  expect(figures).toEqual([...figures].sort((left, right) => left - right));
});

test("a row opens what the venue does not take, line by line, with its rules", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.compare();
  const venue = desk.comparison.venue("dYdX · Perpetuals").first();
  await venue.getByRole("button").first().press("Enter");
  await expect(venue.getByRole("button").first()).toHaveAttribute("aria-expanded", "true");
  await expect(venue).toContainText(/is left out: These rules do not list/);
  await expect(venue.getByRole("row", { name: /^BTC perpetual, maintenance alone/ })).toContainText(/\d/);
  await venue.getByText("How it comes about: maintenance").click();
  await expect(venue.locator("ol.rules li").first()).toContainText(/20\d\d/);
  await axe(page);
});

test("the figures follow the mode, the criterion and the portfolio", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.compare();
  const row = desk.comparison.venue("Hyperliquid · Perpetuals");
  const before = await row.textContent();
  await desk.field("BTC perpetual", "quantity").fill("0.5");
  await expect(row).not.toHaveText(before);
  await expect(desk.field("BTC perpetual", "quantity")).toBeFocused();
  const asSet = await row.textContent();
  await desk.outlook.getByRole("combobox", { name: "Positions" }).selectOption("all isolated");
  await expect(row).not.toHaveText(asSet);
  await desk.outlook.getByRole("combobox", { name: "Best" }).selectOption("goes under last");
  await expect(desk.comparison.best).toContainText("under");
});

test("a split over two venues says how much goes where and what it saves", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.compare();
  const split = desk.outlook.getByRole("region", { name: "Split over two venues" });
  await split.getByRole("combobox", { name: "Everything is now at" }).selectOption("Hyperliquid · Perpetuals");
  await split.getByRole("combobox", { name: "and may go to" }).selectOption({ index: 6 });
  await expect(split.getByRole("status")).toContainText(/less is held|No split|Neither/);
  await expect(split.getByRole("row", { name: /BTC perpetual/ })).toContainText("%");
  await split.getByRole("textbox", { name: /takes \(hours\)/ }).fill("0");
  await expect(split).toContainText(/Held beside for the time on the way\s*0/);
});

test("the desk is put under another venue's rules, told how sure they are, and put back", async ({ page }) => {
  const desk = await new Desk(page).open();
  const rules = page.getByRole("combobox", { name: "Rules" });
  const before = await desk.says("Maintenance");
  await rules.selectOption("Orderly · Perpetuals");
  await expect(desk.figure("Maintenance")).not.toHaveText(before);
  await page.getByRole("button", { name: "About the rules" }).click();
  const about = page.getByRole("dialog", { name: "Rules" });
  await expect(about).toContainText("These rules hold from");
  await axe(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await expect(desk.figure("Maintenance")).toHaveText(before);
});

test("a venue that has closed is marked so", async ({ page }) => {
  const desk = await new Desk(page).open();
  const closed = page.getByRole("combobox", { name: "Rules" }).locator("optgroup[label='Closed or replaced'] option");
  await page.getByRole("combobox", { name: "Rules" }).selectOption(await closed.first().getAttribute("value"));
  await expect(page.getByRole("banner")).toContainText("closed");
  await page.getByRole("button", { name: "About the rules" }).click();
  await expect(page.getByRole("dialog", { name: "Rules" })).toContainText("has closed");
  await page.keyboard.press("Escape");
  await desk.compare();
  await expect(desk.comparison.rows.filter({ hasText: "closed" })).not.toHaveCount(0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the comparison is accessible, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const desk = await new Desk(page).open();
    await desk.compare();
    await axe(page);
  });
}

for (const [width, height] of [[1440, 900], [768, 1024], [360, 800], [320, 640]]) {
  test(`no venue is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const desk = await new Desk(page).open();
    await desk.compare();
    await desk.comparison.venue("Hyperliquid · Perpetuals").getByRole("button").first().click();
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(wider), "the page does not scroll sideways").toBeLessThanOrEqual(0);
    const cut = () => {
      const panel = document.querySelector(".outlook");
      return panel.scrollWidth - panel.clientWidth;
    };
    expect(await page.evaluate(cut), "the panel does not scroll sideways").toBeLessThanOrEqual(0);
  });
}
