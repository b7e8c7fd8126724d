// Where a requirement comes from: the map, the scenarios, the waterfall and the dials.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

const number = (text) => Number(text.replace(/[^0-9.\u2212-]/g, "").replace("\u2212", "-"));

async function opened(page, example, tab) {
  const desk = await new Desk(page).open();
  await desk.openExample(example);
  await desk.show(tab);
  return desk;
}

test("the map has a figure for each price and volatility, and marks where the portfolio goes under", async ({ page }) => {
  const desk = await opened(page, "Dynamic margin", "Heat map");
  const table = desk.outlook.getByRole("table", { name: /Figures by the price/ });
  await expect(table.getByRole("row")).toHaveCount(8);
  await expect(table.getByRole("row").nth(1).getByRole("cell")).toHaveCount(13);
  const now = table.getByRole("row", { name: /^now/ });
  await expect(now.getByRole("cell").nth(6)).toHaveText("0");
  await desk.outlook.getByRole("combobox", { name: "Show" }).selectOption("Maintenance requirement");
  await expect(now.getByRole("cell").nth(6)).not.toHaveText("0");
  await desk.outlook.getByRole("combobox", { name: "and" }).selectOption("Days that pass");
  await expect(table.getByRole("row", { name: /^in 7 days/ })).toBeVisible();
  await axe(page);
});

test("a portfolio without options has a map over prices alone", async ({ page }) => {
  const desk = await new Desk(page).open();
  await desk.show("Heat map");
  const table = desk.outlook.getByRole("table", { name: /Figures by the price/ });
  await expect(table.getByRole("row")).toHaveCount(2);
});

test("the worst scenario is marked once, and what it takes is said", async ({ page }) => {
  const desk = await opened(page, "Options", "Price");
  await desk.useRules("derive/pm2");
  await desk.show("Scenarios");
  const grids = desk.outlook.locator(".scenarios .grid");
  await expect(grids.first()).toContainText(/The worst of \d+ scenarios takes/);
  const worst = grids.first().locator("td.worst");
  await expect(worst).toHaveCount(1);
  const loss = number((await grids.first().locator(".summary").textContent()).match(/takes ([0-9,.]+)/)[1]);
  expect(Math.abs(number(await worst.evaluate((cell) => cell.firstChild.textContent)) + loss)).toBeLessThanOrEqual(1);
  await axe(page);
});

test("a waterfall leads from each position alone to the requirement of the line", async ({ page }) => {
  const desk = await opened(page, "Dynamic margin", "Waterfall");
  const rows = desk.outlook.getByRole("table", { name: /From standalone/ }).getByRole("row");
  await expect(rows.first()).toContainText("Each position alone");
  await expect(rows.last()).toContainText(await desk.says("Initial"));
  const amounts = (await rows.locator(".amount").allTextContents()).map(number);
  const sum = amounts.slice(0, -1).reduce((total, amount) => total + amount, 0);
  expect(Math.abs(sum - amounts.at(-1))).toBeLessThanOrEqual(amounts.length);
  await desk.outlook.getByRole("combobox", { name: "Requirement" }).selectOption("Maintenance");
  await expect(rows.last()).toContainText(await desk.says("Maintenance"));
  await axe(page);
});

test("a dial that is turned by keys raises the requirement, and the desk is put under it", async ({ page }) => {
  const desk = await opened(page, "Dynamic margin", "Dials");
  const before = await desk.says("Maintenance");
  const quantile = desk.outlook.getByRole("slider", { name: /^Quantile/ });
  await quantile.focus();
  for (let turns = 0; turns < 10; turns += 1) await quantile.press("ArrowRight");
  const effect = desk.outlook.getByRole("table", { name: "The portfolio" });
  await expect(effect.getByRole("row", { name: /^Maintenance/ })).toContainText(before);
  await expect(desk.figure("Maintenance")).toHaveText(before);
  await desk.outlook.getByRole("button", { name: "Put the desk under these settings" }).click();
  await expect(desk.figure("Maintenance")).not.toHaveText(before);
  expect(number(await desk.says("Maintenance"))).toBeGreaterThan(number(before));
  await desk.undoButton.click();
  await expect(desk.figure("Maintenance")).toHaveText(before);
  await axe(page);
});

test("a loss is told by its Greeks and what they leave unexplained", async ({ page }) => {
  const desk = await opened(page, "Dynamic margin", "Dials");
  const table = desk.outlook.getByRole("table", { name: "What its loss comes from" }).first();
  const amounts = (await table.getByRole("cell").allTextContents()).map(number);
  const parts = amounts.slice(0, -1).reduce((total, amount) => total + amount, 0);
  expect(Math.abs(parts - amounts.at(-1))).toBeLessThanOrEqual(amounts.length);
});
