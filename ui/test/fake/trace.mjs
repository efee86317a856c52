/** Builds a trace span by span; times are nanoseconds after the trace's start. */

const NANOS_PER_MS = 1e6;

export class TraceBuilder {
  constructor(dice, startUnixNano) {
    this.dice = dice;
    this.traceId = dice.hex(32);
    this.startUnixNano = BigInt(startUnixNano);
    this.spans = [];
  }

  /** Adds a span; `start` and `duration` in milliseconds after the trace's start. */
  span({
    parent = null,
    parentSpanId = undefined,
    service,
    name,
    kind = 2,
    start,
    duration,
    attributes = {},
    status = 0,
    message = "",
    events = [],
    links = [],
  }) {
    const span = {
      spanId: this.dice.hex(16),
      parent,
      parentSpanId: parentSpanId ?? parent?.spanId ?? null,
      service,
      name,
      kind,
      start: Math.round(start * NANOS_PER_MS),
      duration: Math.max(Math.round(duration * NANOS_PER_MS), 1),
      attributes,
      status,
      message,
      events,
      links,
    };
    this.spans.push(span);
    return span;
  }

  build() {
    const rows = preorder(this.spans);
    const end = Math.max(...rows.map(({ span }) => span.start + span.duration), 1);
    return {
      traceId: this.traceId,
      startUnixNano: this.startUnixNano,
      durationNanos: end,
      rows,
      errorCount: rows.filter(({ span }) => span.status === 2).length,
      orphanCount: rows.filter(({ span, parentRow }) => parentRow === -1 && span.parentSpanId !== null).length,
    };
  }
}

function preorder(spans) {
  const children = new Map();
  for (const span of spans) {
    const siblings = children.get(span.parent) ?? [];
    siblings.push(span);
    children.set(span.parent, siblings);
  }
  for (const siblings of children.values()) {
    siblings.sort((a, b) => a.start - b.start);
  }
  const rows = [];
  const visit = (span, parentRow, depth) => {
    const row = { span, parentRow, depth, size: 1 };
    const at = rows.push(row) - 1;
    for (const child of children.get(span) ?? []) {
      row.size += visit(child, at, depth + 1);
    }
    return row.size;
  };
  for (const root of children.get(null) ?? []) {
    visit(root, -1, 0);
  }
  return rows;
}
