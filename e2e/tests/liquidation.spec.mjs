// A liquidation gone through: what the venue does while prices move, and who gets what.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

async function opened(page) {
  const desk = await new Desk(page).open();
  await desk.show("Liquidation");
  return desk;
}

const summary = (desk) => desk.outlook.getByRole("status").first();

test("the nearest liquidation is gone through when the panel opens, and its figures add up", async ({ page }) => {
  const desk = await opened(page);
  await expect(summary(desk)).toHaveText(/(falls|rises) \d.*within 1 hour: \S+ steps?, after which \d/);
  await expect(desk.outlook.locator("ol.steps").getByRole("listitem").first()).toContainText(/sold|bought back/);
  const amounts = await desk.outlook
    .getByRole("table", { name: "Who gets what" })
    .getByRole("cell")
    .evaluateAll((cells) => cells.map((cell) => Number(cell.title.replaceAll(",", "").replace("−", "-"))));
  const end = amounts.pop();
  const added = amounts.reduce((sum, amount) => sum + amount, 0);
  expect(Math.abs(added - end)).toBeLessThan(0.01);
});

test("a step opens its working with the rule that it follows", async ({ page }) => {
  const desk = await opened(page);
  await desk.outlook.getByRole("button", { name: /^Step 1, rule/ }).click();
  await expect(desk.working).toContainText("Step 1");
  await expect(desk.working.getByRole("listitem").first()).toContainText(/20\d\d/);
});

test("the fields and the often asked change where prices go", async ({ page }) => {
  const desk = await opened(page);
  await desk.outlook.getByRole("combobox", { name: "Which price moves" }).selectOption("BTC");
  const change = desk.outlook.getByRole("textbox", { name: "By how much, in per cent" });
  await change.fill("60");
  await desk.outlook.getByRole("combobox", { name: "How fast" }).selectOption("at once");
  await expect(summary(desk)).toContainText("BTC falls 60");
  await expect(summary(desk)).toContainText("at once");
  await desk.outlook.getByRole("button", { name: "+20 % in one hour" }).click();
  await expect(summary(desk)).toHaveText("BTC rises 20 % within 1 hour: nothing is liquidated.");
  await change.fill("120");
  await expect(change).toHaveAttribute("aria-invalid", "false");
  await desk.outlook.getByRole("combobox", { name: "Which way" }).selectOption("falls");
  await expect(change).toHaveAttribute("aria-invalid", "true");
});

test("what the rules do not say is said", async ({ page }) => {
  const desk = await opened(page);
  await expect(desk.outlook.getByRole("list", { name: "Not known" })).toContainText("not known");
});

test("the steps are a table, too", async ({ page }) => {
  const desk = await opened(page);
  await desk.outlook.getByText("The same as a table").click();
  await expect(desk.outlook.getByRole("columnheader", { name: "Maintenance" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the panel is accessible and not cut off, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const desk = await opened(page);
    await desk.outlook.getByText("The same as a table").click();
    await axe(page);
    for (const width of [1440, 768, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await page.evaluate(wider), `at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  });
}
