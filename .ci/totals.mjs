/** Counts what `./clew test` has run and names what failed; fails when a suite has not run, or when anything was skipped in CI. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const suites = {
  "java": surefire(),
  "page, unit": vitest(log("java")),
  "page, browser": counts(log("browser"), { passed: /^(\d+) passed, \d+ failed$/m, failed: /^\d+ passed, (\d+) failed$/m }),
  "whole process": counts(log("process"), { passed: /^# pass (\d+)$/m, failed: /^# fail (\d+)$/m, skipped: /^# skipped (\d+)$/m }),
};

const sum = { passed: 0, failed: 0, skipped: 0 };
const silent = [];
console.log();
for (const [name, found] of Object.entries(suites)) {
  console.log(`${name.padEnd(14)} ${line(found)}`);
  for (const outcome of Object.keys(sum)) {
    sum[outcome] += found[outcome];
  }
  if (found.passed + found.failed === 0) {
    silent.push(name);
  }
}
if (silent.length > 0) {
  console.log(`did not run: ${silent.join("; ")}`);
}
for (const name of failures()) {
  console.log(`failed: ${name}`);
}
console.log(line(sum));
const skipsCount = process.env.CI ? sum.skipped : 0;
process.exitCode = silent.length + sum.failed + skipsCount === 0 ? 0 : 1;

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function log(name) {
  const path = `target/test/${name}.log`;
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function surefire() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports()) {
    const [suite] = report.match(/<testsuite [^>]*>/);
    const number = (name) => Number(suite.match(new RegExp(` ${name}="(\\d+)"`))[1]);
    const failed = number("failures") + number("errors");
    total.failed += failed;
    total.skipped += number("skipped");
    total.passed += number("tests") - failed - number("skipped");
  }
  return total;
}

/** The text of each report that Maven's test runners left. */
function reports() {
  const folders = (of) => readdirSync(of, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(of, entry.name));
  return [...folders("."), ...folders("instrument")].flatMap((module) => {
    const folder = join(module, "target/surefire-reports");
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^TEST-.*\.xml$/.test(name)) : [];
    return names.map((name) => readFileSync(join(folder, name), "utf8"));
  });
}

/** Tests that failed, and modules that did not run or broke elsewhere. */
function failures() {
  const tests = reports().flatMap((report) =>
    [...report.matchAll(/<testcase ([^>]*[^/])>\s*(?:<failure|<error)/g)].map(([, attributes]) => {
      const value = (name) => attributes.match(new RegExp(`(?:^| )${name}="([^"]*)"`))?.[1];
      return `${value("classname")}.${value("name")}`;
    }),
  );
  const modules = [...log("java").matchAll(/^\[INFO\] (Clew .*?) \.* *((?:FAILURE|SKIPPED).*)$/gm)].map(([, module, state]) => `${module}: ${state}`);
  const pages = [...log("java").matchAll(/^.* FAIL +(.*)$/gm), ...log("browser").matchAll(/^FAIL +(.*)$/gm), ...log("process").matchAll(/^not ok \d+ - (.*)$/gm)];
  return [...tests, ...modules, ...pages.map(([, name]) => name)];
}

/** Such as `Tests  1 failed | 44 passed | 2 skipped (47)`. */
function vitest(text) {
  const summary = text.match(/^ *Tests +(.*)$/m)?.[1] ?? "";
  return counts(summary, { passed: /(\d+) passed/, failed: /(\d+) failed/, skipped: /(\d+) skipped/ });
}

function counts(text, patterns) {
  const count = (pattern) => (pattern ? Number(text.match(pattern)?.[1] ?? 0) : 0);
  return { passed: count(patterns.passed), failed: count(patterns.failed), skipped: count(patterns.skipped) };
}
