// The test function of every test here: a page that complains, or that asks anything of another origin, fails its test.
import { readFileSync } from "node:fs";

import { expect, test as base } from "@playwright/test";

const axeSource = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export { expect };

export const test = base.extend({
  // What a test that breaks something on purpose expects to be complained of; by itself, nothing.
  expectedProblems: [/(?!)/, { option: true }],

  guard: [
    async ({ context, baseURL, expectedProblems }, use) => {
      const problems = [];
      watch(context, new URL(baseURL).origin, (problem) => problems.push(problem));
      await use();
      const unexpected = problems.filter((problem) => !expectedProblems.test(problem));
      expect(unexpected, "the page complains of nothing and talks to its own origin alone").toEqual([]);
    },
    { auto: true },
  ],
});

/** Asserts that axe finds nothing in the page, or in the part of it that the CSS selector `within` names. */
export async function axe(page, within) {
  // The content security policy stays on: evaluate does not pass through it, a script element would.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((selector) => globalThis.axe.run(selector ?? document), within);
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join(", ")}`);
  expect(told, "accessible as far as axe can tell").toEqual([]);
}

function watch(context, origin, tell) {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) tell(`console ${message.type()}: ${message.text()}`);
  });
  context.on("weberror", (failure) => tell(`page error: ${failure.error()}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const local = url.protocol === "data:" || url.origin === origin;
    if (!local) tell(`request to another origin: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A reload ends what is still on its way, such as the icon; what the page may not ask for is refused otherwise.
    if (why !== "net::ERR_ABORTED") tell(`request failed: ${request.url()}: ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) tell(`status ${response.status()}: ${response.url()}`);
  });
}
