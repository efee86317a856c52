/** Columns out of spans in any order, as the server would make them: preorder, siblings by start. */

import type { SpanDetail } from "../api/types";
import {
  FLAG_CYCLE_CUT,
  FLAG_EVENTS,
  FLAG_LINKS,
  FLAG_PARENT_MISSING,
  KINDS,
  STATUS_ERROR,
  type TraceColumns,
} from "./columns";

const STATUS = ["unset", "ok", "error"];

interface Placed {
  readonly span: SpanDetail;
  readonly start: number;
  readonly children: Placed[];
  flags: number;
}

export function assemble(traceId: string, spans: readonly SpanDetail[]): TraceColumns {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const starts = [...byId.values()].map(({ startUnixNano }) => BigInt(startUnixNano));
  const startUnixNano = starts.reduce((least, start) => (start < least ? start : least), starts[0] ?? 0n);
  const placed = new Map<string, Placed>();
  for (const span of byId.values()) {
    const flags = (span.events.length > 0 ? FLAG_EVENTS : 0) | (span.links.length > 0 ? FLAG_LINKS : 0);
    placed.set(span.spanId, { span, start: Number(BigInt(span.startUnixNano) - startUnixNano), children: [], flags });
  }
  return columnsOf(traceId, startUnixNano, preorder(rootsOf(placed)));
}

function rootsOf(placed: ReadonlyMap<string, Placed>): Placed[] {
  const roots: Placed[] = [];
  const cut = cutAbove(placed);
  for (const node of placed.values()) {
    const parent = parentOf(node, placed);
    if (parent && !cut.has(node)) {
      parent.children.push(node);
    } else {
      node.flags |= parent ? FLAG_CYCLE_CUT : node.span.parentSpanId === null ? 0 : FLAG_PARENT_MISSING;
      roots.push(node);
    }
  }
  return roots;
}

function parentOf(node: Placed, placed: ReadonlyMap<string, Placed>): Placed | undefined {
  return node.span.parentSpanId === null ? undefined : placed.get(node.span.parentSpanId);
}

/** Of each circle of parents its first span; every span is walked past once. */
function cutAbove(placed: ReadonlyMap<string, Placed>): ReadonlySet<Placed> {
  const cut = new Set<Placed>();
  const walkOf = new Map<Placed, number>();
  let walk = 0;
  for (const node of placed.values()) {
    walk++;
    let at: Placed | undefined = node;
    while (at && !walkOf.has(at)) {
      walkOf.set(at, walk);
      at = parentOf(at, placed);
    }
    if (at && walkOf.get(at) === walk) {
      cut.add(firstOfCircle(at, placed));
    }
  }
  return cut;
}

function firstOfCircle(start: Placed, placed: ReadonlyMap<string, Placed>): Placed {
  let first = start;
  for (let at = parentOf(start, placed)!; at !== start; at = parentOf(at, placed)!) {
    first = isBefore(at, first) ? at : first;
  }
  return first;
}

function isBefore(a: Placed, b: Placed): boolean {
  return a.start < b.start || (a.start === b.start && a.span.spanId < b.span.spanId);
}

interface Row {
  readonly node: Placed;
  readonly parent: number;
  readonly depth: number;
  size: number;
}

/** Without recursion: a chain may be as long as the trace. */
function preorder(roots: readonly Placed[]): Row[] {
  const rows: Row[] = [];
  const waiting = ordered(roots).map((node) => ({ node, parent: -1, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const at = rows.push({ ...next, size: 1 }) - 1;
    for (const child of ordered(next.node.children)) {
      waiting.push({ node: child, parent: at, depth: next.depth + 1 });
    }
  }
  for (let at = rows.length - 1; at > 0; at--) {
    const above = rows[at]!.parent;
    if (above >= 0) {
      rows[above]!.size += rows[at]!.size;
    }
  }
  return rows;
}

/** Last first, since they are taken from the end. */
function ordered(nodes: readonly Placed[]): Placed[] {
  return nodes.toSorted((a, b) => (isBefore(a, b) ? 1 : -1));
}

function columnsOf(traceId: string, startUnixNano: bigint, rows: readonly Row[]): TraceColumns {
  const services = new Dictionary();
  const names = new Dictionary();
  const ints = (read: (row: Row) => number) => Int32Array.from(rows, read);
  const bytes = (read: (row: Row) => number) => Uint8Array.from(rows, read);
  const columns = {
    service: ints(({ node }) => services.at(node.span.service)),
    name: ints(({ node }) => names.at(node.span.name)),
  };
  return {
    ...columns,
    traceId,
    startUnixNano,
    spanCount: rows.length,
    durationNanos: rows.reduce((most, { node }) => Math.max(most, node.start + node.span.durationNanos), 0),
    errorCount: rows.filter(({ node }) => node.span.status === "error").length,
    orphanCount: rows.filter(({ node }) => node.flags & FLAG_PARENT_MISSING).length,
    services: services.entries,
    names: names.entries,
    spanId: BigUint64Array.from(rows, ({ node }) => BigInt(`0x${node.span.spanId}`)),
    parent: ints(({ parent }) => parent),
    depth: ints(({ depth }) => depth),
    size: ints(({ size }) => size),
    start: Float64Array.from(rows, ({ node }) => node.start),
    duration: Float64Array.from(rows, ({ node }) => node.span.durationNanos),
    kind: bytes(({ node }) => Math.max(KINDS.indexOf(node.span.kind as (typeof KINDS)[number]), 0)),
    status: bytes(({ node }) =>
      node.span.status === "error" ? STATUS_ERROR : Math.max(STATUS.indexOf(node.span.status), 0),
    ),
    flags: bytes(({ node }) => node.flags),
  };
}

class Dictionary {
  private readonly places = new Map<string, number>();

  at(text: string): number {
    const place = this.places.get(text) ?? this.places.size;
    this.places.set(text, place);
    return place;
  }

  get entries(): readonly string[] {
    return [...this.places.keys()];
  }
}
