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
  type Room,
} from "./placed";

/** The layout takes an empty name for none, and a service or a kind of call may have one. */
const idOf = (key: string) => `n${key}`;

export function place(nodes: readonly PlacedNode[], calls: readonly PlacedCall[], room: Room = NO_ROOM): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, edgesep: 8, ranksep: 16, marginx: 16, marginy: 16 });
  for (const { key } of nodes) {
    graph.setNode(idOf(key), { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { from, to, kind, isQuiet } of calls) {
    const said = isQuiet ? { width: NODE_GAP } : { width: LABEL_WIDTH, height: LABEL_HEIGHT };
    graph.setEdge(idOf(from), idOf(to), { ...said, labelpos: "c" }, idOf(kind));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  const wider = factor(width, room.width);
  const higher = factor(height, room.height);
  const spread = ({ x, y }: Point) => ({ x: x * wider, y: y * higher });
  const middles = new Map(nodes.map(({ key }) => [key, spread(graph.node(idOf(key)) as Point)]));
  const lines = calls.map(({ from, to, kind }) => {
    const { points } = graph.edge(idOf(from), idOf(to), idOf(kind)) as { points: Point[] };
    if (from === to) {
      return loopBelow(middles.get(from)!);
    }
    const [start, end] = [points[0]!, points.at(-1)!];
    const beside = (point: Point, key: string) => {
      const [was, is] = [graph.node(idOf(key)) as Point, middles.get(key)!];
      return { x: is.x + point.x - was.x, y: is.y + point.y - was.y };
    };
    const moved = [beside(start, from), ...points.slice(1, -1).map(spread), beside(end, to)];
    return sideToSide(moved, middles.get(from)!, middles.get(to)!);
  });
  // The size that was found is that of the nodes; a line around them may leave it.
  const heights = lines.flat().map(({ y }) => y);
  const top = heights.reduce((least, y) => Math.min(least, y - AROUND), 0);
  const bottom = heights.reduce((most, y) => Math.max(most, y + AROUND), height * higher);
  return {
    width: width * wider,
    height: bottom - top,
    nodes: [...middles.values()].map(({ x, y }) => ({ x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 - top })),
    calls: lines.map((points) => points.map(({ x, y }) => ({ x, y: y - top }))),
  };
}

/** How far nodes move apart where there is room for it: not so far that lines are all there is. */
const factor = (size: number, room: number) => Math.min(Math.max((room - AROUND) / size, 1), MOST_APART);

/** A line to the right leaves in the middle of the one side and arrives in the middle of the other. */
function sideToSide(points: Point[], from: Point, to: Point): Point[] {
  const start = { x: from.x + NODE_WIDTH / 2, y: from.y };
  const end = { x: to.x - NODE_WIDTH / 2, y: to.y };
  return start.x < end.x ? [start, ...points.slice(1, -1), end] : points;
}

/** A call of itself: out below the one half of the node and in below the other; room for its label was left there. */
function loopBelow({ x, y }: Point): Point[] {
  const foot = y + NODE_HEIGHT / 2;
  return [
    { x: x + NODE_WIDTH / 4, y: foot },
    { x, y: foot + LOOP },
    { x: x - NODE_WIDTH / 4, y: foot },
  ];
}

const LOOP = 26;
/** Between layers where no line says anything. */
const NODE_GAP = 40;
const MOST_APART = 2.2;
const NO_ROOM = { width: 0, height: 0 };
/** Room for what is written on a line. */
const AROUND = 18;
