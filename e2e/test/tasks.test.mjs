/** What a reader comes to the page for, on a real Clew that the shop feeds. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { freeOffset, newFolder, removeFolder, start } from "../clew.mjs";
import { TASKS } from "../tasks.mjs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const folder = newFolder();
let browser;
let clew;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CLEW_CHROMIUM ?? CHROMIUMS.find(existsSync), headless: true, args: FLAGS });
  clew = await start("up", { folder, offset: await freeOffset(), args: ["--demo"] });
});

after(async () => {
  await browser?.close();
  await clew?.stop();
  removeFolder(folder);
});

for (const [name, task] of Object.entries(TASKS)) {
  test(name, async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const problems = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    // What the content security policy refuses is said here; that something is not there yet is no problem.
    page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") && problems.push(message.text()));
    try {
      await task(page, clew, folder);
      assert.deepEqual(problems, []);
    } finally {
      await page.close();
    }
  });
}
