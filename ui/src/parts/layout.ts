/** Places the nodes of a call graph in layers; loaded only with a picture of one. */

import { Graph, layout } from "@dagrejs/dagre";
import {
  LABEL_HEIGHT,
  LABEL_WIDTH,
  NODE_HEIGHT,
  NODE_WIDTH,
  type Placed,
  type PlacedCall,
  type PlacedNode,
  type Point,
} from "./placed";

/** The layout takes an empty name for none, and a service or a kind of call may have one. */
const idOf = (key: string) => `n${key}`;

export function place(nodes: readonly PlacedNode[], calls: readonly PlacedCall[]): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, edgesep: 8, ranksep: 16, marginx: 16, marginy: 16 });
  for (const { key } of nodes) {
    graph.setNode(idOf(key), { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { from, to, kind, isQuiet } of calls) {
    const room = isQuiet ? { width: NODE_GAP } : { width: LABEL_WIDTH, height: LABEL_HEIGHT };
    graph.setEdge(idOf(from), idOf(to), { ...room, labelpos: "c" }, idOf(kind));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const lines = calls.map(({ from, to, kind }) => {
    const { points } = graph.edge(idOf(from), idOf(to), idOf(kind)) as { points: Point[] };
    return sideToSide(points, graph.node(idOf(from)) as Point, graph.node(idOf(to)) as Point);
  });
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

/** A line to the right leaves in the middle of the one side and arrives in the middle of the other. */
function sideToSide(points: Point[], from: Point, to: Point): Point[] {
  const start = { x: from.x + NODE_WIDTH / 2, y: from.y };
  const end = { x: to.x - NODE_WIDTH / 2, y: to.y };
  return start.x < end.x ? [start, ...points.slice(1, -1), end] : points;
}

/** Between layers where no line says anything. */
const NODE_GAP = 40;
/** Room for what is written on a line. */
const AROUND = 18;
