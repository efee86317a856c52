/** Places the nodes of a call graph in layers; loaded only with a picture of one. */

import { Graph, layout } from "@dagrejs/dagre";
import { NODE_HEIGHT, NODE_WIDTH, type Placed, type PlacedCall, type PlacedNode, type Point } from "./placed";

/** The layout takes an empty name for none, and a service or a kind of call may have one. */
const idOf = (key: string) => `n${key}`;

export function place(nodes: readonly PlacedNode[], calls: readonly PlacedCall[]): Placed {
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
