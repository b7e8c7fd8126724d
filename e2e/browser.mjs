// Which browser is driven, and where the app is: `cargo xtask` says both; by hand, the usual places do.

export const address = process.env.PLIMSOLL_URL ?? "http://127.0.0.1:8080/";

export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // The browser talks to the app alone: whatever it would do by itself in the background is off.
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
