/** The small requests that most of a shop's traffic is made of. */

import { call, http, sql } from "./calls.mjs";
import { TraceBuilder } from "./trace.mjs";

export function browse(dice, startUnixNano, { isIncomplete = false } = {}) {
  const trace = new TraceBuilder(dice, startUnixNano);
  const total = dice.around(60);
  const root = isIncomplete
    ? trace.span({
        service: "catalogue",
        name: "GET /products",
        parentSpanId: dice.hex(16),
        start: 0,
        duration: total,
        attributes: http("GET", "/products", 200),
      })
    : trace.span({
        service: "gateway",
        name: "GET /products",
        start: 0,
        duration: total,
        attributes: http("GET", "/products", 200),
      });
  const list = isIncomplete
    ? root
    : call(trace, {
        from: "gateway",
        parent: root,
        to: "catalogue",
        method: "GET",
        route: "/products",
        start: 2,
        duration: total - 4,
      });
  trace.span({
    parent: list,
    service: "catalogue",
    name: "SELECT product",
    kind: 3,
    start: total * 0.15,
    duration: total * 0.4,
    attributes: sql("SELECT * FROM product WHERE category = $1 LIMIT 48"),
  });
  trace.span({
    parent: list,
    service: "catalogue",
    name: "render",
    kind: 1,
    start: total * 0.6,
    duration: total * 0.2,
  });
  return trace.build();
}

/** `clockOff` moves what the identity service told, in milliseconds. */
export function login(dice, startUnixNano, { fails = false, clockOff = 0 } = {}) {
  const trace = new TraceBuilder(dice, startUnixNano);
  const total = dice.around(210);
  const root = trace.span({
    service: "gateway",
    name: "POST /login",
    start: 0,
    duration: total,
    status: fails ? 2 : 0,
    attributes: http("POST", "/login", fails ? 500 : 200),
  });
  const user = call(trace, {
    from: "gateway",
    parent: root,
    to: "identity",
    method: "POST",
    route: "/sessions",
    start: 3,
    duration: total - 5,
    code: fails ? 500 : 200,
  });
  trace.span({
    parent: user,
    service: "identity",
    name: "argon2 verify",
    kind: 1,
    start: total * 0.1,
    duration: total * 0.7,
  });
  for (const span of trace.spans.filter(({ service }) => service === "identity")) {
    span.start += clockOff * 1e6;
  }
  return { ...trace.build(), clockOff };
}
