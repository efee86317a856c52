/** One made request through a small shop, as OTLP: a first charge fails, the second one goes through. */

type Value = string | number;

interface Made {
  readonly service: string;
  readonly name: string;
  readonly kind: "server" | "client";
  /** Milliseconds after the beginning. */
  readonly at: readonly [from: number, to: number];
  readonly attributes: Readonly<Record<string, Value>>;
  readonly fails?: string;
  readonly children?: readonly Made[];
}

const CHARGE = { "http.request.method": "POST", "http.route": "/charge" };

const charge = (from: number, to: number, status: number, fails?: string): Made => ({
  service: "sample-checkout",
  name: "POST /charge",
  kind: "client",
  at: [from, to],
  attributes: {
    "http.request.method": "POST",
    "http.response.status_code": status,
    "server.address": "sample-payment",
  },
  ...(fails ? { fails: "" } : {}),
  children: [
    {
      service: "sample-payment",
      name: "POST /charge",
      kind: "server",
      at: [from + 6, to - 4],
      attributes: { ...CHARGE, "http.response.status_code": status },
      ...(fails ? { fails } : {}),
    },
  ],
});

const REQUEST: Made = {
  service: "sample-gateway",
  name: "POST /checkout",
  kind: "server",
  at: [0, 420],
  attributes: { "http.request.method": "POST", "http.route": "/checkout", "http.response.status_code": 200 },
  children: [
    {
      service: "sample-gateway",
      name: "POST /orders",
      kind: "client",
      at: [8, 414],
      attributes: { "http.request.method": "POST", "server.address": "sample-checkout" },
      children: [
        {
          service: "sample-checkout",
          name: "POST /orders",
          kind: "server",
          at: [14, 408],
          attributes: { "http.request.method": "POST", "http.route": "/orders", "http.response.status_code": 200 },
          children: [
            {
              service: "sample-checkout",
              name: "SELECT cart",
              kind: "client",
              at: [20, 66],
              attributes: {
                "db.system.name": "postgresql",
                "db.query.text": "SELECT item, count FROM cart WHERE customer = ?",
              },
            },
            charge(80, 246, 503, "the card network did not answer"),
            charge(276, 398, 200),
          ],
        },
      ],
    },
  ],
};

const LENGTH_MILLIS = 420;
const KINDS = { server: 2, client: 3 } as const;

interface Placed {
  readonly made: Made;
  readonly spanId: string;
  readonly parentSpanId: string;
}

/** The trace as it would be sent, ending at this moment. */
export function sampleTrace(nowMillis: number, randomId: (bytes: number) => string = randomHex) {
  const traceId = randomId(16);
  const start = BigInt(Math.round(nowMillis) - LENGTH_MILLIS) * 1_000_000n;
  const moment = (millis: number) => String(start + BigInt(millis) * 1_000_000n);
  const spans = placed(REQUEST, "", randomId);
  const spanOf = ({ made, spanId, parentSpanId }: Placed) => ({
    traceId,
    spanId,
    parentSpanId,
    name: made.name,
    kind: KINDS[made.kind],
    startTimeUnixNano: moment(made.at[0]),
    endTimeUnixNano: moment(made.at[1]),
    attributes: attributes(made.attributes),
    status: made.fails === undefined ? {} : { code: 2, message: made.fails },
    events: made.fails
      ? [
          {
            name: "exception",
            timeUnixNano: moment(made.at[1] - 2),
            attributes: attributes({
              "exception.type": "sample.CardNetworkTimeout",
              "exception.message": made.fails,
              "exception.stacktrace": `sample.CardNetworkTimeout: ${made.fails}\n\tat sample.Payment.charge(Payment.java:42)`,
            }),
          },
        ]
      : [],
  });
  const services = [...new Set(spans.map(({ made }) => made.service))];
  const document = {
    resourceSpans: services.map((service) => ({
      resource: { attributes: attributes({ "service.name": service, "service.version": "1.0" }) },
      scopeSpans: [
        { scope: { name: "clew.sample" }, spans: spans.filter(({ made }) => made.service === service).map(spanOf) },
      ],
    })),
  };
  return { traceId, document };
}

function placed(made: Made, parentSpanId: string, randomId: (bytes: number) => string): readonly Placed[] {
  const spanId = randomId(8);
  return [{ made, spanId, parentSpanId }, ...(made.children ?? []).flatMap((child) => placed(child, spanId, randomId))];
}

const attributes = (values: Readonly<Record<string, Value>>) =>
  Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
