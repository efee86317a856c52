/** The process as its operator meets it: start, stop, what it says when it cannot. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { freeOffset, json, newFolder, removeFolder, run, start } from "../clew.mjs";

const folder = newFolder();
after(() => removeFolder(folder));

test("spans outlive a restart, SIGTERM ends with 0, and a trace is shown as text", async () => {
  const offset = await freeOffset();
  const first = await start("serve", { folder, offset });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const sent = await fetch(`${first.url("http")}/v1/traces`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(request(traceId)),
  });
  assert.equal(sent.status, 200);
  assert.equal(await first.stop(), 0, first.err());

  const second = await start("serve", { folder, offset });
  const found = await json(`${second.url("page")}/api/v3/traces/${traceId}`);
  const shown = await run(["trace", traceId, "--url", second.url("page")]);
  assert.equal(await second.stop(), 0);

  assert.equal(found.status, 200);
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /GET \/basket/);
});

test("a second Clew on the same folder is refused with the reason", async () => {
  const first = await start("serve", { folder, offset: await freeOffset() });

  const second = await run(["serve", "--data", folder, "--ports-offset", String(await freeOffset())]);
  await first.stop();

  assert.equal(second.code, 78);
  assert.ok(second.err.includes(folder), second.err);
});

test("a port that is taken is named", async () => {
  const offset = await freeOffset();
  const other = newFolder();
  const first = await start("serve", { folder, offset });

  const second = await run(["serve", "--data", other, "--ports-offset", String(offset)]);
  await first.stop();
  removeFolder(other);

  assert.notEqual(second.code, 0);
  assert.match(second.err, /port \d+/);
});

test("a data folder that is a file is refused with its path", async () => {
  const file = join(folder, "not-a-folder");
  writeFileSync(file, "");

  const refused = await run(["serve", "--data", file, "--ports-offset", String(await freeOffset())]);

  assert.equal(refused.code, 78);
  assert.ok(refused.err.includes(file), refused.err);
});

test("an unknown settings key stops the start with file, line and the nearest key", async () => {
  const file = join(folder, "clew.yaml");
  writeFileSync(file, "store:\n  retentoin: 7d\n");

  const refused = await run(["check", "--config", file]);

  assert.notEqual(refused.code, 0);
  assert.match(refused.out + refused.err, /clew\.yaml:2/);
  assert.match(refused.out + refused.err, /retention/);
});

function request(traceId) {
  const now = BigInt(Date.now()) * 1_000_000n;
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: "b7ad6b7169203331",
                name: "GET /basket",
                kind: 2,
                startTimeUnixNano: String(now),
                endTimeUnixNano: String(now + 5_000_000n),
              },
            ],
          },
        ],
      },
    ],
  };
}
