/** Traces that no ordinary day brings: huge, and hostile. */

import { TraceBuilder } from "./trace.mjs";

export function huge(dice, startUnixNano, count) {
  const trace = new TraceBuilder(dice, startUnixNano);
  const services = Array.from({ length: 60 }, (_, at) => `service-${String(at).padStart(2, "0")}`);
  const names = Array.from({ length: 400 }, (_, at) => `operation ${at}`);
  const root = trace.span({ service: services[0], name: "nightly batch", start: 0, duration: 600_000 });
  const open = [{ span: root, depth: 0, at: 0 }];
  while (trace.spans.length < count) {
    const top = open.at(-1);
    const left = top.span.duration / 1e6 - top.at;
    if (open.length > 1 && (open.length > 21 || left < 0.02 || dice.chance(0.34))) {
      open.pop();
      continue;
    }
    const wanted = open.length === 1 ? 600_000 / (count / 60) : left * (0.1 + dice.next() * 0.6);
    const duration = Math.min(wanted, left);
    const start = top.span.start / 1e6 + top.at;
    top.at += duration * 1.02;
    const span = trace.span({
      parent: top.span,
      service: services[dice.whole(60)],
      name: names[dice.whole(400)],
      kind: 1 + dice.whole(3),
      start,
      duration,
      status: dice.chance(0.003) ? 2 : 0,
    });
    open.push({ span, depth: top.depth + 1, at: duration * 0.05 });
  }
  return trace.build();
}

/** Many services with long names, each of which fails in its own way now and then. */
export function wide(dice, startUnixNano, count) {
  const trace = new TraceBuilder(dice, startUnixNano);
  const nameOf = (at) => `${["billing", "catalogue", "delivery", "identity"][at % 4]}-${at}.team-${at % 7}.internal`;
  const spans = [trace.span({ service: nameOf(0), name: "GET /", start: 0, duration: 900 })];
  for (let at = 1; at < count; at++) {
    const parent = spans[Math.floor(at / 3)];
    const start = parent.start / 1e6 + 1 + dice.next() * 4;
    const duration = Math.max((parent.duration / 1e6 - 8) * (0.3 + dice.next() * 0.5), 0.2);
    const route = `POST /v${at % 3}/${"very/long/".repeat(at % 5)}resource/${at}/{identifier}`;
    const failed = dice.chance(0.05);
    const exception = {
      "exception.type": `com.acme.team${at % 7}.Failure${at}Exception`,
      "exception.message": `the call to ${nameOf(at)} failed: ${"because of something ".repeat(at % 4)}`,
      "exception.stacktrace": "at com.acme.Somewhere",
    };
    spans.push(
      trace.span({
        parent,
        service: nameOf(at),
        name: route,
        start,
        duration,
        status: failed ? 2 : 0,
        message: failed ? exception["exception.message"] : "",
        attributes: { "http.route": route, "peer.service": nameOf(at + 1) },
        events: failed ? [{ name: "exception", time: trace.startUnixNano, attributes: exception }] : [],
      }),
    );
  }
  return trace.build();
}

/** Every field a client can fill tries to run. */
export function hostile(dice, startUnixNano) {
  const bad = "<img src=x onerror=window.__x=1>";
  const trace = new TraceBuilder(dice, startUnixNano);
  const attributes = {
    [bad]: bad,
    "url.full": "javascript:window.__x=1",
    list: [bad, { [bad]: bad }],
    template: "{{constructor.constructor('window.__x=1')()}}",
  };
  const root = trace.span({
    service: bad,
    name: bad,
    start: 0,
    duration: 40,
    attributes,
    status: 2,
    message: bad,
    events: [
      {
        name: bad,
        time: trace.startUnixNano + 5_000_000n,
        attributes: {
          ...attributes,
          "exception.type": bad,
          "exception.message": bad,
          "exception.stacktrace": `${bad}\n${bad}`,
        },
      },
    ],
    links: [{ traceId: dice.hex(32), spanId: dice.hex(16), attributes }],
  });
  trace.span({
    parent: root,
    service: `</script><script>window.__x=1</script>`,
    name: `"><svg onload=window.__x=1>`,
    start: 5,
    duration: 20,
    attributes,
  });
  return trace.build();
}
