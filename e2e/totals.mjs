/** Adds up what all test runners said: the last line of the gate. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.argv[2];
const totals = { passed: 0, failed: 0, skipped: 0 };

for (const module of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const reports = join(root, module.name, "target", "surefire-reports");
  const counts = existsSync(reports)
    ? readdirSync(reports)
        .filter((name) => name.endsWith(".xml"))
        .map((name) => suite(readFileSync(join(reports, name), "utf8")))
    : [];
  add(`${module.name} (JUnit)`, ...counts);
}
add("ui (vitest)", vitest(JSON.parse(readFileSync(join(root, "ui/target/vitest.json"), "utf8"))));
add("ui (browser)", said("browser.txt", /(\d+) passed, (\d+) failed/));
add("whole process", nodeTest("process.txt"));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 && totals.skipped === 0 ? 0 : 1;

function suite(xml) {
  const head = xml.slice(xml.indexOf("<testsuite "), xml.indexOf(">", xml.indexOf("<testsuite ")));
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(head)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  return { passed: count("tests") - failed - skipped, failed, skipped };
}

function vitest(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
}

function said(file, pattern) {
  const [, passed, failed] = pattern.exec(readFileSync(join(root, "target/test-logs", file), "utf8"));
  return { passed: Number(passed), failed: Number(failed), skipped: 0 };
}

function nodeTest(file) {
  const text = readFileSync(join(root, "target/test-logs", file), "utf8");
  const count = (name) => Number(new RegExp(`^[#ℹ] ${name} (\\d+)`, "m").exec(text)[1]);
  return { passed: count("pass"), failed: count("fail"), skipped: count("skipped") + count("todo") };
}

function add(name, ...counts) {
  const own = counts.reduce((sum, each) => ({
    passed: sum.passed + each.passed, failed: sum.failed + each.failed, skipped: sum.skipped + each.skipped,
  }), { passed: 0, failed: 0, skipped: 0 });
  if (own.passed + own.failed + own.skipped > 0) {
    console.log(`${name.padEnd(20)} ${String(own.passed).padStart(6)} passed, ${own.failed} failed, ${own.skipped} skipped`);
  }
  for (const key of Object.keys(totals)) {
    totals[key] += own[key];
  }
}
