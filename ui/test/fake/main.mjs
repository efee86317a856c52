/** `npm run fake`: the built page over generated traces, for a look by hand. `--empty` begins with no spans. */

import { startFake } from "./server.mjs";

const fake = await startFake({
  port: 16686,
  isEmpty: process.argv.includes("--empty"),
  hugeSpans: 100_000,
  withHostile: true,
});
console.log(`Serving ${fake.traces.length} generated traces at ${fake.origin}`);
