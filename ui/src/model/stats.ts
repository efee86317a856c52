/** The spans of a trace by what they are called: how many, how long, how much of it themselves. */

import { STATUS_ERROR, type TraceColumns } from "./columns";
import { selfNanos } from "./self";

export const GROUPINGS = ["service", "name", "service and name"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Stat {
  readonly service: string;
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  readonly totalNanos: number;
  readonly selfNanos: number;
  readonly maxNanos: number;
  /** The row of the longest one. */
  readonly longest: number;
}

/** What tells the groups apart, as a number a row. */
export function groupKeys({ service, name, names }: TraceColumns, grouping: Grouping): (row: number) => number {
  const byService = grouping !== "name";
  const byName = grouping !== "service";
  return (row) => (byService ? service[row]! + 1 : 0) * (names.length + 1) + (byName ? name[row]! + 1 : 0);
}

export function statsOf(columns: TraceColumns, grouping: Grouping): Stat[] {
  const groups = new Map<number, { -readonly [K in keyof Stat]: Stat[K] }>();
  const { spanCount, service, name, duration, status, services, names } = columns;
  const byService = grouping !== "name";
  const byName = grouping !== "service";
  const keyOf = groupKeys(columns, grouping);
  for (let row = 0; row < spanCount; row++) {
    const key = keyOf(row);
    let group = groups.get(key);
    if (!group) {
      group = {
        service: byService ? services[service[row]!]! : "",
        name: byName ? names[name[row]!]! : "",
        count: 0,
        errors: 0,
        totalNanos: 0,
        selfNanos: 0,
        maxNanos: -1,
        longest: row,
      };
      groups.set(key, group);
    }
    group.count++;
    group.errors += status[row] === STATUS_ERROR ? 1 : 0;
    group.totalNanos += duration[row]!;
    group.selfNanos += selfNanos(columns, row);
    if (duration[row]! > group.maxNanos) {
      group.maxNanos = duration[row]!;
      group.longest = row;
    }
  }
  return [...groups.values()].toSorted((a, b) => b.selfNanos - a.selfNanos);
}
