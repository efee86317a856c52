/** Places the nodes of a call graph in layers; loaded only with a picture of one. */

import { Graph, layout } from "@dagrejs/dagre";

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 48;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Call {
  readonly from: string;
  readonly to: string;
  /** Tells calls between the same two apart. */
  readonly kind: string;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** The left upper corner of each node, in the order given. */
  readonly nodes: readonly Point[];
  /** What each call's line goes through, in the order given. */
  readonly calls: readonly (readonly Point[])[];
}

/** The layout takes an empty name for none, and a service or a kind of call may have one. */
const idOf = (key: string) => `n${key}`;

export function place(nodes: readonly { readonly key: string }[], calls: readonly Call[]): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, ranksep: 96, marginx: 16, marginy: 16 });
  for (const { key } of nodes) {
    graph.setNode(idOf(key), { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { from, to, kind } of calls) {
    graph.setEdge(idOf(from), idOf(to), {}, idOf(kind));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: nodes.map(({ key }) => {
      const { x, y } = graph.node(idOf(key)) as Point;
      return { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
    }),
    calls: calls.map(
      ({ from, to, kind }) => (graph.edge(idOf(from), idOf(to), idOf(kind)) as { points: Point[] }).points,
    ),
  };
}

/** A smooth path through the points of a call. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) {
    return "";
  }
  const parts = [`M${first.x} ${first.y}`];
  for (let at = 0; at < rest.length - 1; at++) {
    const [control, next] = [rest[at]!, rest[at + 1]!];
    const end = at === rest.length - 2 ? next : { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 };
    parts.push(`Q${control.x} ${control.y} ${end.x} ${end.y}`);
  }
  return rest.length === 1 ? `${parts[0]}L${rest[0]!.x} ${rest[0]!.y}` : parts.join("");
}
