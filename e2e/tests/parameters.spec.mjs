// The rules' parameters: searched, changed for a trial, and held against another version.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

async function opened(page) {
  const desk = await new Desk(page).open();
  await desk.show("Rules");
  return desk;
}

const field = (desk, name) => desk.outlook.getByRole("combobox", { name, exact: true });

test("parameters are searched, each with its rule and source", async ({ page }) => {
  const desk = await opened(page);
  await desk.outlook.getByRole("searchbox", { name: "Search" }).fill("backstop");
  const rows = desk.outlook.getByRole("table", { name: "Every parameter" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Backstop");
  await expect(rows.nth(1)).toContainText(/20\d\d/);
});

test("a dearer contract shows in the figures, is put under the desk, and is put back", async ({ page }) => {
  const desk = await opened(page);
  const before = await desk.says("Maintenance");
  await field(desk, "Change").selectOption("Maintenance rate");
  await field(desk, "Of").selectOption("BTC perpetual");
  await desk.outlook.getByRole("textbox", { name: "Times" }).fill("1.5");
  await desk.outlook.getByRole("button", { name: "Try it out" }).click();
  const effect = desk.outlook.getByRole("table", { name: "The portfolio" });
  await expect(effect.getByRole("row", { name: /^Maintenance/ })).toContainText(before);
  await expect(desk.figure("Maintenance")).toHaveText(before);
  await desk.outlook.getByRole("button", { name: "Put the desk under these rules" }).click();
  await expect(desk.figure("Maintenance")).not.toHaveText(before);
  await desk.outlook.getByRole("button", { name: "Put the venue’s own back" }).click();
  await expect(desk.figure("Maintenance")).toHaveText(before);
});

test("a parameter is changed from its row, and what does not fit is said", async ({ page }) => {
  const desk = await opened(page);
  await desk.outlook.getByRole("searchbox", { name: "Search" }).fill("backstop");
  await desk.outlook.getByRole("button", { name: /^Change liquidation/ }).click();
  await expect(desk.outlook.getByRole("textbox", { name: "Where it stands" })).toHaveValue("/liquidation/backstop");
  await desk.outlook.getByRole("textbox", { name: "Becomes" }).fill("a lot");
  await desk.outlook.getByRole("button", { name: "Try it out" }).click();
  await expect(desk.outlook.getByRole("alert")).toContainText("cannot be this");
  await desk.outlook.getByRole("button", { name: "Reset" }).click();
  await expect(desk.outlook.getByRole("alert")).toHaveCount(0);
});

test("two versions are held against each other", async ({ page }) => {
  const desk = await opened(page);
  const table = desk.outlook.getByRole("table", { name: "Two versions of rules" });
  for (const [from, to] of [["binance/usdm-2024-10", "binance/usdm"], ["dydx/perpetuals-2023-10", "dydx/perpetuals"]]) {
    await field(desk, "From").selectOption(from);
    await field(desk, "To").selectOption(to);
    await expect(table.getByRole("row")).not.toHaveCount(1);
    await expect(desk.outlook).toContainText(/parameters? differs?|parameters differ/);
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`the panel is accessible and not cut off, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const desk = await opened(page);
    await desk.outlook.getByRole("button", { name: "Try it out" }).click();
    await axe(page);
    for (const width of [1440, 768, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await page.evaluate(wider), `at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  });
}
