// Writes a picture of each page, at each width and in each colour scheme, into the directory that is named.
import { join, resolve } from "node:path";

import { chromium } from "@playwright/test";

import { address, launchOptions } from "./browser.mjs";

// What is looked at: the desk with a tab of its outlook, by the tab's name, and the example that is opened for it.
const PAGES = {
  desk: { tab: "Price" },
  compare: { tab: "Compare venues" },
  liquidation: { tab: "Liquidation" },
  goal: { tab: "Goal seek" },
  rules: { tab: "Rules" },
  greeks: { tab: "Greeks", example: "Options" },
  surface: { tab: "Surface", example: "Options" },
};
const SIZES = [
  { width: 1440, height: 900, fullPage: false },
  { width: 768, height: 1024, fullPage: true },
  { width: 360, height: 800, fullPage: true },
];
const COLOURS = ["light", "dark"];

const directory = resolve(process.argv[2]);
const browser = await chromium.launch(launchOptions);
for (const colorScheme of COLOURS) {
  for (const { width, height, fullPage } of SIZES) {
    const page = await browser.newPage({ baseURL: address, colorScheme, viewport: { width, height } });
    for (const [name, { tab, example }] of Object.entries(PAGES)) {
      await page.goto("/");
      await page.locator("#shell").waitFor({ state: "detached" });
      if (example) {
        await page.getByRole("button", { name: "Examples" }).click();
        await page.getByRole("button", { name: example, exact: true }).click();
      }
      await page.getByRole("tab", { name: tab }).click();
      const file = join(directory, `${name}-${width}x${height}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage });
      console.log(file);
    }
    await page.close();
  }
}
await browser.close();
