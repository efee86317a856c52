/** Feeds a Clew one trace of very many spans over OTLP: a batch job of many services, wide and deep. */

const BATCH = 10_000;
const SERVICES = 60;
const NAMES = 400;

export const MILLION_ID = "00000000000f4240".padStart(32, "f");
const spanIdOf = (number) => (number + 1).toString(16).padStart(16, "0");

/** The parent of a span: a tree in which every span has up to seven children. */
const parentOf = (number) => Math.floor((number - 1) / 7);

export async function feed(clew, count) {
  const start = BigInt(Date.now() - 3_600_000) * 1_000_000n;
  for (let from = 0; from < count; from += BATCH) {
    const byService = Array.from({ length: SERVICES }, () => []);
    for (let number = from; number < Math.min(from + BATCH, count); number++) {
      byService[number % SERVICES].push(spanOf(number, count, start));
    }
    const answer = await fetch(`${clew.url("http")}/v1/traces`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        resourceSpans: byService.map((spans, service) => ({
          resource: { attributes: [{ key: "service.name", value: { stringValue: `service-${String(service).padStart(2, "0")}` } }] },
          scopeSpans: [{ spans }],
        })),
      }),
    });
    if (answer.status === 429 || answer.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      from -= BATCH;
    } else if (answer.status !== 200) {
      throw new Error(`spans ${from} to ${from + BATCH}: ${answer.status} ${await answer.text()}`);
    }
  }
}

/** Each lies within its parent. */
function spanOf(number, count, start) {
  let offset = 0;
  let duration = 600_000_000_000;
  const path = [];
  for (let at = number; at > 0; at = parentOf(at)) {
    path.push((at - 1) % 7);
  }
  for (const place of path.reverse()) {
    offset += (duration * place) / 8;
    duration /= 8;
  }
  const from = start + BigInt(Math.round(offset));
  return {
    traceId: MILLION_ID,
    spanId: spanIdOf(number),
    parentSpanId: number === 0 ? "" : spanIdOf(parentOf(number)),
    name: number === 0 ? "nightly batch" : `operation ${(number * 7919) % NAMES}`,
    kind: 1 + (number % 3),
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(from + BigInt(Math.max(Math.round(duration), 1))),
    status: { code: number % 500 === 499 ? 2 : 0 },
    attributes: [{ key: "item", value: { intValue: String(number) } }],
  };
}
