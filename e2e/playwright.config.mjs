// `cargo xtask test --only e2e` builds and serves the app, then runs this. By hand, beside a running `cargo xtask serve`:
//   npx playwright test --config e2e/playwright.config.mjs smoke
import { defineConfig } from "@playwright/test";

import { address, launchOptions } from "./browser.mjs";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try hides a fault.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: address,
    browserName: "chromium",
    launchOptions,
    screenshot: "only-on-failure",
  },
});
