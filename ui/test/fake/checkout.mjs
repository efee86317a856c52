/** The checkout of a shop, as a tracing system sees it on an ordinary day. */

import { call, http, sql } from "./calls.mjs";
import { TraceBuilder } from "./trace.mjs";

const STACK = `com.acme.payment.CardDeclinedException: the issuer did not answer in time
	at com.acme.payment.CardGateway.authorise(CardGateway.java:118)
	at com.acme.payment.PaymentService.charge(PaymentService.java:64)
	at com.acme.payment.PaymentController.charge(PaymentController.java:41)
	at java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(DirectMethodHandleAccessor.java:103)
	at org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:255)
	at org.springframework.web.servlet.FrameworkServlet.service(FrameworkServlet.java:885)
	at org.apache.catalina.core.StandardWrapperValve.invoke(StandardWrapperValve.java:167)
	at java.base/java.lang.Thread.run(Thread.java:1583)
Caused by: java.net.SocketTimeoutException: Read timed out
	at java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:278)
	... 21 more
`;

export function checkout(dice, startUnixNano, { fails = false, isSlow = false } = {}) {
  const trace = new TraceBuilder(dice, startUnixNano);
  const ms = (middle) => dice.around(middle);
  const pay = fails ? 1500 : isSlow ? ms(900) : ms(120);
  const total = 150 + pay;
  const root = trace.span({
    service: "gateway",
    name: "POST /checkout",
    start: 0,
    duration: total,
    status: fails ? 2 : 0,
    attributes: {
      ...http("POST", "/checkout", fails ? 502 : 200),
      "client.address": "203.0.113.7",
      "user_agent.original": "Mozilla/5.0 (Macintosh) Firefox/149.0",
      "session.id": dice.hex(12),
      "enduser.authenticated": true,
    },
  });
  trace.span({
    parent: root,
    service: "gateway",
    name: "verify session",
    kind: 1,
    start: 1.2,
    duration: 3.1,
    attributes: { "session.age_s": 812 },
  });
  const order = call(trace, {
    from: "gateway",
    parent: root,
    to: "checkout",
    method: "POST",
    route: "/orders",
    start: 5,
    duration: total - 8,
    code: fails ? 502 : 200,
  });
  const cart = call(trace, {
    from: "checkout",
    parent: order,
    to: "cart",
    method: "GET",
    route: "/cart/{id}",
    start: 8,
    duration: 14,
  });
  trace.span({
    parent: cart,
    service: "cart",
    name: "HGETALL cart",
    kind: 3,
    start: 10.5,
    duration: 2.4,
    attributes: { "db.system": "redis", "db.operation.name": "HGETALL" },
  });
  const stock = call(trace, {
    from: "checkout",
    parent: order,
    to: "inventory",
    method: "POST",
    route: "inventory.Stock/Reserve",
    start: 24,
    duration: 41,
    rpc: true,
  });
  for (let item = 0; item < 6; item++) {
    trace.span({
      parent: stock,
      service: "inventory",
      name: "SELECT stock",
      kind: 3,
      start: 26 + item * 5.4,
      duration: ms(4),
      attributes: sql("SELECT quantity FROM stock WHERE sku = $1 FOR UPDATE"),
    });
  }
  const price = call(trace, {
    from: "checkout",
    parent: order,
    to: "pricing",
    method: "POST",
    route: "/quote",
    start: 25,
    duration: 33,
  });
  trace.span({
    parent: price,
    service: "pricing",
    name: "apply discounts",
    kind: 1,
    start: 28,
    duration: 9.5,
    attributes: { "discount.codes": ["AUTUMN", "LOYAL5"], "discount.total": 12.5 },
  });
  call(trace, {
    from: "pricing",
    parent: price,
    to: "currency",
    method: "GET",
    route: "/rates/{pair}",
    start: 39,
    duration: 15,
  });
  payment(trace, order, { start: 68, duration: pay, fails });
  if (!fails) {
    const publish = trace.span({
      parent: order,
      service: "checkout",
      name: "orders publish",
      kind: 4,
      start: 74 + pay,
      duration: 6,
      attributes: { "messaging.system": "kafka", "messaging.destination.name": "orders" },
    });
    const consume = trace.span({
      parent: publish,
      service: "shipping",
      name: "orders process",
      kind: 5,
      start: 92 + pay,
      duration: ms(48),
      attributes: { "messaging.system": "kafka", "messaging.destination.name": "orders" },
    });
    trace.span({
      parent: consume,
      service: "shipping",
      name: "INSERT parcel",
      kind: 3,
      start: 97 + pay,
      duration: 7,
      attributes: sql("INSERT INTO parcel (order_id, address) VALUES ($1, $2)"),
    });
    call(trace, {
      from: "checkout",
      parent: order,
      to: "email",
      method: "POST",
      route: "/send",
      start: 83 + pay,
      duration: 44,
    });
  }
  return trace.build();
}

function payment(trace, order, { start, duration, fails }) {
  const charge = call(trace, {
    from: "checkout",
    parent: order,
    to: "payment",
    method: "POST",
    route: "/charge",
    start,
    duration,
    code: fails ? 502 : 200,
  });
  trace.span({
    parent: charge,
    service: "payment",
    name: "SELECT card",
    kind: 3,
    start: start + 4,
    duration: 5.5,
    attributes: sql("SELECT token FROM card WHERE customer_id = $1"),
  });
  const fraud = call(trace, {
    from: "payment",
    parent: charge,
    to: "fraud",
    method: "POST",
    route: "fraud.Score/Check",
    start: start + 11,
    duration: Math.min(duration * 0.2, 60),
    rpc: true,
  });
  trace.span({
    parent: fraud,
    service: "fraud",
    name: "score model",
    kind: 1,
    start: start + 14,
    duration: Math.min(duration * 0.12, 40),
    attributes: { "model.version": "2026.11.3", score: 0.083 },
  });
  const at = start + 16 + Math.min(duration * 0.2, 60);
  const tries = fails ? 3 : 1;
  const each = (duration - (at - start) - 6) / tries;
  for (let attempt = 0; attempt < tries; attempt++) {
    const began = at + attempt * each;
    const time = trace.startUnixNano + BigInt(Math.round((began + each * 0.9) * 1e6));
    trace.span({
      parent: charge,
      service: "payment",
      name: "POST card-network /authorise",
      kind: 3,
      start: began,
      duration: each * 0.95,
      status: fails ? 2 : 1,
      message: fails ? "the issuer did not answer in time" : "",
      attributes: {
        ...http("POST", "/authorise", fails ? 504 : 200),
        "server.address": "api.cards.example",
        "url.full": "https://api.cards.example/v2/authorise",
        "retry.count": attempt,
        "peer.service": "card-network",
      },
      events: fails
        ? [
            { name: "request.sent", time: time - 900_000n, attributes: { "http.request.body.size": 412 } },
            {
              name: "exception",
              time,
              attributes: {
                "exception.type": "com.acme.payment.CardDeclinedException",
                "exception.message": "the issuer did not answer in time",
                "exception.stacktrace": STACK,
                "exception.escaped": false,
              },
            },
          ]
        : [{ name: "request.sent", time, attributes: { "http.request.body.size": 412 } }],
      links:
        attempt > 0
          ? [
              {
                traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
                spanId: "00f067aa0ba902b7",
                attributes: { "link.reason": "retry of" },
              },
            ]
          : [],
    });
  }
}
