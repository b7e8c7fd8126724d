// Options: the chain, names as people type them, sensitivities and the surface.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

async function opened(page) {
  const desk = await new Desk(page).open();
  await desk.openExample("Options");
  return desk;
}

/** A figure in full: the number that stands in the title of what is shown. */
const full = (element) => element.evaluate((cell) => Number(cell.title.replace(/,/g, "").replace("\u2212", "-")));

test("every example opens, and is undone by one step", async ({ page }) => {
  const desk = await new Desk(page).open();
  const before = await desk.positions();
  await page.getByRole("button", { name: "Examples" }).click();
  const names = await desk.examples.getByRole("listitem").getByRole("button").allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(3);
  await axe(page, "dialog[open]");
  await page.keyboard.press("Escape");
  for (const name of names) {
    await desk.openExample(name);
    await expect(desk.figure("Maintenance")).toHaveText(/\d/);
    await desk.undoButton.click();
    await expect.poll(() => desk.positions()).toEqual(before);
  }
});

test("an option is added by its name as a venue writes it, and as a person types it", async ({ page }) => {
  const desk = await opened(page);
  const before = (await desk.positions()).length;
  await desk.addPosition("BTC-27MAR26-96000-C");
  await expect.poll(() => desk.positions()).toHaveLength(before + 1);
  await desk.addPosition("btc 27mar26 96000 p");
  await expect.poll(() => desk.positions()).toHaveLength(before + 2);
  await desk.addPosition("ETH 3000 call 27 Mar 2026");
  await expect.poll(() => desk.positions()).toHaveLength(before + 3);
  const names = await desk.positions();
  const expected = ["BTC 96,000 call 27 Mar 2026", "BTC 96,000 put 27 Mar 2026", "ETH 3,000 call 27 Mar 2026"];
  expected.forEach((name, place) => expect(names.at(place - 3)).toContain(name));
});

test("an option that is not in the list is valued by the surface, and one that cannot be says why", async ({ page }) => {
  const desk = await opened(page);
  const before = (await desk.positions()).length;
  await desk.addPosition("BTC-27MAR26-97500-C");
  await expect.poll(() => desk.positions()).toHaveLength(before + 1);
  expect((await desk.positions()).at(-1)).toContain("BTC 97,500 call 27 Mar 2026");
  const field = page.getByRole("combobox", { name: /Add a position/ });
  await field.fill("BTC-27MAR20-5000-C");
  await expect(desk.book.getByRole("status").filter({ hasText: "27 Mar 2020" })).toContainText(/expire/i);
});

test("a row of an option has its premium and no leverage", async ({ page }) => {
  const desk = await opened(page);
  await desk.addPosition("BTC-27MAR26-96000-C");
  const row = desk.book.locator("table.positions tbody tr").last();
  await expect(row.getByRole("rowheader")).toContainText(/worth/);
  await expect(row.getByRole("textbox", { name: "Leverage" })).toHaveCount(0);
  await expect(row).toContainText(/mark 0\.\d+ BTC/);
});

test("one contract is bought from the chain by the keyboard alone", async ({ page }) => {
  const desk = await opened(page);
  const before = (await desk.positions()).length;
  await page.getByRole("button", { name: /Option chain/ }).focus();
  await page.keyboard.press("Enter");
  await desk.chain.waitFor();
  const middle = desk.chain.getByRole("row").filter({ hasText: "at the money" });
  await expect(middle).toBeInViewport();
  await axe(page, "dialog[open]");
  const buy = middle.getByRole("button", { name: /^Buy .* call/ });
  const name = (await buy.getAttribute("aria-label")).replace("Buy ", "");
  await buy.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(desk.chain.getByRole("status")).toContainText("one contract is in the portfolio");
  await page.keyboard.press("Escape");
  await expect.poll(() => desk.positions()).toHaveLength(before + 1);
  expect((await desk.positions()).at(-1)).toContain(name);
  await expect(desk.book.locator("table.positions tbody tr").last().getByRole("textbox", { name: /quantity$/ })).toHaveValue("+2");
});

test("the rows of the sensitivities add up to their sums", async ({ page }) => {
  const desk = await opened(page);
  await desk.show("Greeks");
  const table = desk.outlook.getByRole("table");
  await expect(table).toBeVisible();
  const column = { Delta: 0, Vega: 2, Theta: 3 };
  for (const place of Object.values(column)) {
    const sum = async (rows) => {
      let total = 0;
      for (const row of await rows.all()) {
        const cell = row.getByRole("cell").nth(place);
        // Units differ from coin to coin: dollars stand beneath them.
        total += await full((await cell.locator("small").count()) ? cell.locator("small") : cell.locator("span"));
      }
      return total;
    };
    const parts = await sum(table.locator("tr.single"));
    const sums = await sum(table.locator("tbody:not(.together) tr.sum"));
    const whole = await sum(table.getByRole("row").filter({ hasText: "With what is held" }));
    expect(Math.abs(parts - whole)).toBeLessThan(1e-6 * Math.max(1, Math.abs(whole)));
    expect(Math.abs(sums - whole)).toBeLessThan(1e-6 * Math.max(1, Math.abs(whole)));
  }
  await axe(page, ".outlook");
});

test("the surface shows quotes and the curve, by keys and as a table", async ({ page }) => {
  const desk = await opened(page);
  await desk.show("Surface");
  const drawing = desk.outlook.getByRole("img", { name: /Implied volatility of .* by strike/ });
  await expect(drawing).toBeVisible();
  expect(await drawing.locator("circle").count()).toBeGreaterThan(5);
  await expect(drawing.locator("path.curve")).toHaveAttribute("d", /^M.*L/);
  await drawing.focus();
  await page.keyboard.press("ArrowRight");
  await expect(desk.outlook.locator(".readout")).toContainText(/marked [\d.]+.%.*the curve [\d.]+.%/);
  await desk.outlook.getByText("The same as a table").first().click();
  const rows = desk.outlook.locator("table.smile-table tbody tr");
  await expect(rows).toHaveCount(await drawing.locator("circle").count());
  await desk.outlook.getByRole("combobox", { name: "Expiry" }).selectOption({ index: 2 });
  await expect(drawing).toBeVisible();
  await axe(page, ".outlook");
});

test("what needs options is not shown without them", async ({ page }) => {
  const desk = await new Desk(page).open();
  await expect(desk.outlook.getByRole("tab", { name: "Price" })).toBeVisible();
  await expect(desk.outlook.getByRole("tab", { name: "Surface" })).toHaveCount(0);
  await expect(desk.outlook.getByRole("tab", { name: "Greeks" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Option chain/ })).toHaveCount(0);
});

for (const width of [1440, 768, 360, 320]) {
  test(`nothing of options is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const desk = await opened(page);
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    for (const tab of ["Greeks", "Surface"]) {
      await desk.show(tab);
      expect(await page.evaluate(wider)).toBeLessThanOrEqual(0);
    }
  });
}
