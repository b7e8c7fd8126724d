// Goals: what is sought, what is found, and the edit that it is.
import { axe, expect, test } from "../fixtures.mjs";
import { Desk } from "../pages/desk.mjs";

async function opened(page) {
  const desk = await new Desk(page).open();
  await desk.show("Goal seek");
  return desk;
}

const answer = (desk) => desk.outlook.getByRole("status").first();
const field = (desk, name) => desk.outlook.getByRole("combobox", { name, exact: true });

test("the most that can be opened is opened by one button, and undone by one step", async ({ page }) => {
  const desk = await opened(page);
  await expect(answer(desk)).toContainText("is the most that can be bought");
  const before = await desk.says("Initial");
  await desk.outlook.getByRole("button", { name: /^Buy / }).click();
  await expect.poll(() => desk.positions()).toHaveLength(5);
  await expect(desk.figure("Initial")).not.toHaveText(before);
  await expect(answer(desk)).not.toContainText("is the most that can be bought: 7");
  await desk.undoButton.click();
  await expect.poll(() => desk.positions()).toHaveLength(4);
  await expect(desk.figure("Initial")).toHaveText(before);
});

test("collateral that can be taken out is taken out", async ({ page }) => {
  const desk = await opened(page);
  await field(desk, "What do you want to know?").selectOption("Collateral that can be taken out");
  await expect(answer(desk)).toContainText("USDC can be taken out");
  await desk.outlook.getByRole("button", { name: /^Take out / }).click();
  await expect(answer(desk)).toContainText(/None|0\.00|can be taken out/);
  await expect(desk.undoButton).toBeEnabled();
});

test("every goal has an answer or says why there is none", async ({ page }) => {
  const desk = await opened(page);
  const goals = await field(desk, "What do you want to know?").getByRole("option").allTextContents();
  expect(goals).toHaveLength(6);
  for (const goal of goals) {
    await field(desk, "What do you want to know?").selectOption(goal);
    await expect(answer(desk)).toHaveText(/\S{2,}.*\./);
    await axe(page, ".outlook");
  }
});

test("a ratio's price is found and is no edit", async ({ page }) => {
  const desk = await opened(page);
  await field(desk, "What do you want to know?").selectOption("The price at which a ratio is met");
  await field(desk, "Price of").selectOption("BTC");
  await desk.outlook.getByRole("textbox", { name: "Counts ÷ requirement" }).fill("1.5");
  await expect(answer(desk)).toContainText("1.5× the");
  await expect(desk.outlook.getByRole("button", { name: /^(Buy|Sell|Add|Take out|Set)/ })).toHaveCount(0);
});

for (const width of [1440, 360, 320]) {
  test(`nothing is cut off at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await opened(page);
    const wider = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await page.evaluate(wider)).toBeLessThanOrEqual(0);
  });
}
