/** Places the nodes of a call graph in layers; loaded only with a picture of one. */

import { Graph, layout } from "@dagrejs/dagre";
import { NODE_HEIGHT, NODE_WIDTH, type Placed, type PlacedCall, type PlacedNode, type Point } from "./placed";

/** The layout takes an empty name for none, and a service or a kind of call may have one. */
const idOf = (key: string) => `n${key}`;

export function place(nodes: readonly PlacedNode[], calls: readonly PlacedCall[]): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, edgesep: 12, ranksep: 96, marginx: 16, marginy: 16 });
  for (const { key } of nodes) {
    graph.setNode(idOf(key), { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { from, to, kind } of calls) {
    graph.setEdge(idOf(from), idOf(to), {}, idOf(kind));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const lines = calls.map(
    ({ from, to, kind }) => (graph.edge(idOf(from), idOf(to), idOf(kind)) as { points: Point[] }).points,
  );
  // The size that was found is that of the nodes; a line around them may leave it.
  const heights = lines.flat().map(({ y }) => y);
  const top = heights.reduce((least, y) => Math.min(least, y - AROUND), 0);
  const bottom = heights.reduce((most, y) => Math.max(most, y + AROUND), height);
  return {
    width,
    height: bottom - top,
    nodes: nodes.map(({ key }) => {
      const { x, y } = graph.node(idOf(key)) as Point;
      return { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 - top };
    }),
    calls: lines.map((points) => points.map(({ x, y }) => ({ x, y: y - top }))),
  };
}

/** Room for what is written on a line. */
const AROUND = 18;
