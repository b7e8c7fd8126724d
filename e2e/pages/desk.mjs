// The desk as a person sees it: by names and roles, never by the shape of the page.

export class Desk {
  constructor(page) {
    this.page = page;
    this.line = page.getByRole("region", { name: "The line" });
    this.book = page.getByRole("region", { name: "Portfolio" });
    this.working = page.getByRole("region", { name: "Working" });
    this.outlook = page.getByRole("region", { name: "Outlook" });
    this.efficiency = page.getByRole("region", { name: "Capital efficiency" });
    this.undoButton = page.getByRole("button", { name: "Undo" });
    this.redoButton = page.getByRole("button", { name: "Redo" });
    this.importDialog = page.getByRole("dialog", { name: "Import an account" });
    this.examples = page.getByRole("dialog", { name: "Examples" });
    this.chain = page.getByRole("dialog", { name: "Option chain" });
  }

  async open() {
    await this.page.goto("/");
    await this.ready();
    return this;
  }

  async ready() {
    await this.page.locator("#shell").waitFor({ state: "detached" });
    await this.line.waitFor();
  }

  /** A row of the portfolio: a holding by its asset, a position by its contract. */
  row(name) {
    return this.book.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) });
  }

  /** The field of a row, such as its quantity. */
  field(name, what) {
    return this.row(name).getByRole("textbox", { name: what === "leverage" ? "Leverage" : `${name}, ${what}` });
  }

  /** A figure of the line, such as `Maintenance`. */
  figure(name) {
    return this.line.getByRole("button", { name: new RegExp(`^${name}:`) });
  }

  /** What a figure says now. */
  async says(name) {
    return (await this.figure(name).textContent()).trim();
  }

  async addPosition(text) {
    const field = this.page.getByRole("combobox", { name: /Add a position/ });
    await field.fill(text);
    await field.press("Enter");
  }

  /** Puts the portfolio under other rules, by their id. */
  async useRules(id) {
    await this.page.getByRole("combobox", { name: "Rules", exact: true }).selectOption(id);
  }

  /** Puts an example in the portfolio's place, by its name. */
  async openExample(name) {
    await this.page.getByRole("button", { name: "Examples" }).click();
    await this.examples.getByRole("button", { name, exact: true }).click();
    await this.examples.waitFor({ state: "hidden" });
  }

  async show(tab) {
    await this.outlook.getByRole("tab", { name: tab }).click();
  }

  async compare() {
    await this.show("Compare venues");
    await this.comparison.best.waitFor();
  }

  /** The venues beside each other. */
  get comparison() {
    const rows = this.outlook.locator("table.venues > tbody");
    const best = this.outlook.locator(".compare > .best");
    const head = (name) => this.outlook.getByRole("columnheader", { name: new RegExp(`^${name}`) });
    const venue = (name) => rows.filter({ has: this.page.getByRole("button", { name, exact: true }) });
    /** A column's figures, from the first row that takes the whole portfolio to the last. */
    const figures = async (name) => {
      const cells = this.outlook.locator(`table.venues > tbody.whole td[data-label="${name}"]`);
      return cells.evaluateAll((cells) => cells.map((cell) => Number(cell.textContent.replace(/[^0-9.]/g, ""))));
    };
    return { rows, best, head, venue, figures };
  }

  async openImport() {
    await this.page.getByRole("button", { name: "Import" }).click();
    await this.importDialog.waitFor();
  }

  get payload() {
    return this.importDialog.getByRole("textbox", { name: "What the venue answers" });
  }

  /** Whose rules an account is put under that came in without any. */
  get importRules() {
    return this.importDialog.getByRole("combobox", { name: "Put it under the rules of" });
  }

  async openImported() {
    await this.importDialog.getByRole("button", { name: "Open this account" }).click();
    await this.importDialog.waitFor({ state: "hidden" });
  }

  /** Every position's name, from the first row to the last. */
  async positions() {
    const headers = this.book.locator("table.positions tbody th[scope=row]");
    return headers.evaluateAll((cells) => cells.map((cell) => cell.firstChild.textContent));
  }
}

