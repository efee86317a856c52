/** Stock clients send all they can say; it is read back through every API and compared field by field. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventually, freeOffset, json, newFolder, removeFolder, start } from "../clew.mjs";
import { READERS, inOrder } from "../readers.mjs";
import { JAVA_SENDERS } from "../java.mjs";
import { SENDERS } from "../senders.mjs";

const EXAMPLE = fileURLToPath(new URL("../../../shared/conformance/otlp/trace.json", import.meta.url));
const folder = newFolder();
let clew;

before(async () => {
  clew = await start("serve", { folder, offset: await freeOffset() });
});

after(async () => {
  await clew?.stop();
  removeFolder(folder);
});

for (const [name, send] of Object.entries({ ...SENDERS, ...JAVA_SENDERS })) {
  test(`what ${name} sends is what every API tells`, async (t) => {
    const sent = inOrder(await send(clew));
    const { traceId } = sent[0];
    await eventually("all spans", async () => (await stored(traceId)) === sent.length);

    for (const [api, { read, left }] of Object.entries(READERS)) {
      await t.test(api, async () => assert.deepEqual(inOrder(await read(clew, traceId)), sent.map(left)));
    }
  });
}

/** How many spans of a trace are there: clients send on their own time, and datagrams take theirs. */
async function stored(traceId) {
  const { body } = await json(`${clew.url("page")}/api/traces/${traceId}`);
  return body.data?.[0]?.spans.length ?? 0;
}

test("curl sends the example of the OTLP specification", { skip: !existsSync(EXAMPLE) && !process.env.CI }, async () => {
  const answer = await promisify(execFile)("curl", [
    "--silent", "--show-error", "--fail", "--header", "Content-Type: application/json",
    "--data", `@${EXAMPLE}`, `${clew.url("http")}/v1/traces`,
  ]);

  assert.deepEqual(JSON.parse(answer.stdout), {});
  const found = await json(`${clew.url("page")}/api/traces/5b8efff798038103d269b633813fc60c`);
  assert.equal(found.status, 200);
  assert.equal(found.body.data[0].spans[0].operationName, "I'm a server span");
});
