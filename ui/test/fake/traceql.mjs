/** As much TraceQL as the page writes itself: filters of conditions that all hold, one behind the other, then one function. */

import { KIND, STATUS, resourceOf } from "./store.mjs";

const FIELD = /^(?:[A-Za-z_.][\w.:/-]*)(?:"(?:[^"\\]|\\.)*")?/;
const UNITS = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

export class QueryError extends Error {}

/** `{ conditions, by, tail }`; refuses what it does not know with a place, as the server does. */
export function parse(text) {
  const query = { conditions: [], select: [], fn: null, by: [], order: "start", argument: null };
  let at = 0;
  const refuse = (needs) => {
    const found = text.slice(at).trim().split(/\s/)[0] || "the end";
    const before = text.slice(0, at + (text.slice(at).length - text.slice(at).trimStart().length)).split("\n");
    throw new QueryError(
      `query, line ${before.length}, column ${before.at(-1).length + 1}: unexpected ${found}, needs ${needs}`,
    );
  };
  const take = (pattern) => {
    const found = pattern.exec(text.slice(at).trimStart());
    if (found?.index === 0) {
      at = text.length - text.slice(at).trimStart().length + found[0].length;
      return found;
    }
    return null;
  };
  const filter = () => {
    if (take(/^\}/)) {
      return;
    }
    do {
      const field = take(FIELD) ?? refuse("a field");
      const operator = take(/^(!=|!~|=~|>=|<=|=|>|<)/) ?? refuse("a sign such as =");
      const value = take(/^("(?:[^"\\]|\\.)*"|`[^`]*`|-?[\d.]+[a-z]*|[a-z]+)/) ?? refuse("a value");
      query.conditions.push({ field: field[0], operator: operator[0], value: valueOf(value[0]) });
    } while (take(/^&&/));
    if (!take(/^\}/)) {
      refuse("}");
    }
  };
  if (!take(/^\{/)) {
    refuse("{");
  }
  filter();
  while (take(/^\|/)) {
    stage(query, take, filter, refuse);
  }
  const order = take(/^order by (start|duration)/);
  query.order = order?.[1] ?? "start";
  if (text.slice(at).trim() !== "") {
    refuse("| or the end of the query");
  }
  return query;
}

function stage(query, take, filter, refuse) {
  if (take(/^\{/)) {
    return filter();
  }
  const select = take(/^select\(([^)]*)\)/);
  if (select) {
    query.select = select[1].split(",").map((field) => field.trim());
    return;
  }
  const call =
    take(/^(rate|count_over_time|quantile_over_time|histogram_over_time|count)\(([^)]*)\)/) ?? refuse("a stage");
  query.fn = call[1];
  query.argument = call[2];
  const by = take(/^by\s*\(([^)]*)\)/);
  query.by = by ? by[1].split(",").map((field) => field.trim()) : [];
}

function valueOf(text) {
  if (text.startsWith('"')) {
    return JSON.parse(text);
  }
  const duration = /^([\d.]+)(ns|us|ms|s|m|h)$/.exec(text);
  if (duration) {
    return Number(duration[1]) * UNITS[duration[2]];
  }
  return text === "true" || text === "false"
    ? text === "true"
    : Number.isNaN(Number(text))
      ? text.replaceAll("`", "")
      : Number(text);
}

export function fieldOf(trace, span, field) {
  const intrinsics = {
    name: span.name,
    duration: span.duration,
    status: STATUS[span.status],
    kind: KIND[span.kind],
    rootName: trace.rows[0].span.name,
    "span:id": span.spanId,
  };
  if (field in intrinsics) {
    return intrinsics[field];
  }
  const [, scope, name] = /^(span|resource|event|)\.(.*)$/s.exec(field) ?? [];
  const key = name?.startsWith('"') ? JSON.parse(name) : name;
  return scope === "resource"
    ? resourceOf(span)[key]
    : (span.attributes[key] ?? (scope === "" ? resourceOf(span)[key] : undefined));
}

const COMPARE = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "=~": (a, b) => new RegExp(`^(?:${b})$`, "s").test(a),
  "!~": (a, b) => !new RegExp(`^(?:${b})$`, "s").test(a),
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
};

export function holds(query, trace, span) {
  return query.conditions.every(({ field, operator, value }) => {
    const found = fieldOf(trace, span, field);
    return found !== undefined && COMPARE[operator](found, value);
  });
}

/** All spans of a time that a query finds, with their traces and when they start. */
export function spansOf(traces, query, { startUnixNano = "0", endUnixNano = "9223372036854775807" }) {
  const [from, to] = [BigInt(startUnixNano), BigInt(endUnixNano)];
  return traces.flatMap((trace) =>
    trace.rows
      .map(({ span }) => ({ trace, span, at: trace.startUnixNano + BigInt(span.start) }))
      .filter(({ span, at }) => at >= from && at <= to && holds(query, trace, span)),
  );
}

export function typed(value, field = "") {
  const type = { status: "status", kind: "kind", duration: "duration" }[field];
  if (value === undefined) {
    return { type: "nil", value: null };
  }
  return {
    type:
      type ??
      (typeof value === "number"
        ? Number.isInteger(value)
          ? "int"
          : "double"
        : typeof value === "boolean"
          ? "bool"
          : "string"),
    value,
  };
}
