/** Who calls whom within one trace, by service or by operation, with the time each takes itself. */

import { STATUS_ERROR, type TraceColumns } from "./columns";
import { type Bounds, excerptOf } from "./excerpt";
import { type Grouping, type Stat, groupKeys, statsOf } from "./stats";

export interface GraphNode extends Stat {
  readonly key: string;
}

export interface GraphCall {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly errors: number;
}

export interface CallGraph {
  readonly nodes: readonly GraphNode[];
  readonly calls: readonly GraphCall[];
  /** Nodes that are not shown: those with the least time of their own, or with the fewest calls. */
  readonly hidden: number;
  /** Calls between nodes that are shown, which are not. */
  readonly hiddenCalls: number;
}

export interface GraphBounds {
  readonly nodes: number;
  /** More are a tangle: then only the busiest and the failing ones are shown, and what hangs together with them. */
  readonly calls: number;
  readonly excerpt: Bounds;
}

/** At most so many nodes: those with the most time of their own. A call within one node is none. */
export function callGraph(columns: TraceColumns, grouping: Grouping, most: GraphBounds): CallGraph {
  const all = statsOf(columns, grouping);
  const keyOf = groupKeys(columns, grouping);
  const shown = new Map(all.slice(0, most.nodes).map((stat) => [keyOf(stat.longest), stat]));
  const calls = new Map<string, { from: string; to: string; count: number; errors: number }>();
  for (let row = 0; row < columns.spanCount; row++) {
    const above = columns.parent[row]!;
    const [from, to] = [above < 0 ? -1 : keyOf(above), keyOf(row)];
    if (from === to || !shown.has(from) || !shown.has(to)) {
      continue;
    }
    const call = calls.get(`${from} ${to}`) ?? { from: String(from), to: String(to), count: 0, errors: 0 };
    calls.set(`${from} ${to}`, call);
    call.count++;
    call.errors += columns.status[row] === STATUS_ERROR ? 1 : 0;
  }
  const nodes = [...shown].map(([key, stat]) => ({ ...stat, key: String(key) }));
  const found = [...calls.values()];
  if (found.length <= most.calls) {
    return { nodes, calls: found, hidden: all.length - nodes.length, hiddenCalls: 0 };
  }
  const told = found.map((call) => ({ client: call.from, server: call.to, red: call, call }));
  const excerpt = excerptOf(told, String(keyOf(0)), most.excerpt);
  const left = nodes.filter(({ key }) => excerpt.names.includes(key));
  return {
    nodes: left,
    calls: excerpt.calls.map(({ call }) => call),
    hidden: all.length - left.length,
    hiddenCalls: found.length - excerpt.calls.length,
  };
}

const GROUPINGS = { services: "service", operations: "service and name" } as const;
export type GraphName = keyof typeof GROUPINGS;
export const GRAPHS = Object.keys(GROUPINGS) as readonly GraphName[];
/** More are a tangle; the statistics have them all. */
export const MOST_IN_GRAPH = 80;
const BOUNDS = { nodes: MOST_IN_GRAPH, calls: 160, excerpt: { services: 28, calls: 48 } };

/** One of the graphs that a trace is shown as. */
export const graphOf = (columns: TraceColumns, name: GraphName): CallGraph =>
  callGraph(columns, GROUPINGS[name], BOUNDS);
