/** Places the nodes of a call graph in layers; loaded only with the map. */

import { Graph, layout } from "@dagrejs/dagre";
import type { Edge, MapNode } from "../api/analysis";

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 48;

export interface PlacedNode {
  readonly node: MapNode;
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: Edge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export function place(nodes: readonly MapNode[], edges: readonly Edge[]): Placed {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 22, ranksep: 96, marginx: 16, marginy: 16 });
  for (const { name } of nodes) {
    graph.setNode(name, { width: NODE_WIDTH, height: NODE_HEIGHT });
  }
  for (const { client, server, connectionType } of edges) {
    graph.setEdge(client, server, {}, connectionType);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y } = graph.node(node.name) as { x: number; y: number };
      return { node, x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 };
    }),
    edges: edges.map((edge) => {
      const { points } = graph.edge(edge.client, edge.server, edge.connectionType) as {
        points: { x: number; y: number }[];
      };
      return { edge, points };
    }),
  };
}

/** A smooth path through an edge's points. */
export function edgePath(points: readonly { readonly x: number; readonly y: number }[]): string {
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
