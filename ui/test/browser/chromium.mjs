/** Finds and starts a Chromium, without the things it would talk to the network for. */

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export async function startChromium() {
  const executablePath = process.env.CLEW_CHROMIUM ?? PLACES.find(existsSync);
  if (!executablePath) {
    throw new Error(`needs a Chromium at CLEW_CHROMIUM or at one of ${PLACES.join(", ")}; found none`);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
