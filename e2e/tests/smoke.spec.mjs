import { axe, expect, test } from "../fixtures.mjs";

test("the page loads, and the app takes the place of the shell", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle(/Plimsoll/);
  await expect(page.locator("#shell")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the page is accessible", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#shell")).toHaveCount(0);
  await axe(page);
});

test("every answer has the headers that keep the page to itself", async ({ page }) => {
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await page.goto("/");
  await expect(page.locator("#shell")).toHaveCount(0);
  for (const answer of answers) {
    const headers = answer.headers();
    expect(headers["content-security-policy"], answer.url()).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    expect(headers["x-content-type-options"], answer.url()).toBe("nosniff");
  }
  const wasm = answers.find((answer) => answer.url().endsWith(".wasm"));
  expect(wasm.headers()).toMatchObject({
    "content-type": "application/wasm",
    "content-encoding": "br",
    "cache-control": "public, max-age=31536000, immutable",
  });
});
