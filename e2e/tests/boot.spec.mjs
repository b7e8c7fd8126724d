import { expect, test } from "../fixtures.mjs";

test("without WebAssembly the page says what is missing", async ({ page }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("needs WebAssembly, which is missing");
});

test("without vector instructions the page says what is missing", async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("vector instructions (SIMD)");
});

test.describe("when the program does not arrive", () => {
  test.use({ expectedProblems: /\.wasm|Failed to load resource|Failed to fetch/ });

  test("the page says that it could not start", async ({ page }) => {
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto("/");
    await expect(page.getByRole("alert")).toContainText("Plimsoll could not start");
  });
});

test("when the program stops on a fault, the page says that its figures are no longer live", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#shell")).toHaveCount(0);
  await expect(page.getByText("Plimsoll has stopped")).toBeHidden();
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError("unreachable");
    dispatchEvent(new ErrorEvent("error", { error, message: error.message }));
  });
  await expect(page.getByRole("alert")).toContainText("Plimsoll has stopped");
});
