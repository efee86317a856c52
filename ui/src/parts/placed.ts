/** Where the nodes of a call graph lie. What finds that out is large, and most readers want no graph: it comes when one is. */

import { type RefObject, useEffect, useState } from "react";

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 48;
export const LABEL_WIDTH = 78;
export const LABEL_HEIGHT = 30;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PlacedNode {
  readonly key: string;
}

export interface PlacedCall {
  readonly from: string;
  readonly to: string;
  /** Tells calls between the same two apart. */
  readonly kind: string;
  /** Needs no room for its label. */
  readonly isQuiet?: boolean;
}

export interface Placed {
  readonly width: number;
  readonly height: number;
  /** The left upper corner of each node, in the order given. */
  readonly nodes: readonly Point[];
  /** What each call's line goes through, in the order given. */
  readonly calls: readonly (readonly Point[])[];
}

/** What a picture may take without being scrolled. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export async function placeLater(
  nodes: readonly PlacedNode[],
  calls: readonly PlacedCall[],
  room?: Room,
): Promise<Placed> {
  const { place } = await import("./layout");
  return place(nodes, calls, room);
}

/** Null until it is known; at once where it was found before. */
export function usePlaced(
  nodes: readonly PlacedNode[],
  calls: readonly PlacedCall[],
  known: Placed | undefined,
  box: RefObject<HTMLElement | null>,
): Placed | null {
  const [found, setFound] = useState<{ nodes: unknown; calls: unknown; placed: Placed } | null>(null);
  useEffect(() => {
    let isWanted = known === undefined;
    if (isWanted) {
      const room = { width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 };
      void placeLater(nodes, calls, room).then((placed) => isWanted && setFound({ nodes, calls, placed }));
    }
    return () => {
      isWanted = false;
    };
  }, [nodes, calls, known, box]);
  return known ?? (found?.nodes === nodes && found.calls === calls ? found.placed : null);
}

/** A curve that leaves and arrives level. */
function flow(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** A smooth path through the points of a call. */
export function linePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) {
    return "";
  }
  const parts = [`M${first.x} ${first.y}`];
  if (rest.every(({ x }, at) => x > (at === 0 ? first : rest[at - 1]!).x)) {
    return [...parts, ...rest.map((point, at) => flow(at === 0 ? first : rest[at - 1]!, point))].join("");
  }
  for (let at = 0; at < rest.length - 1; at++) {
    const [control, next] = [rest[at]!, rest[at + 1]!];
    const end = at === rest.length - 2 ? next : { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 };
    parts.push(`Q${control.x} ${control.y} ${end.x} ${end.y}`);
  }
  return rest.length === 1 ? `${parts[0]}L${rest[0]!.x} ${rest[0]!.y}` : parts.join("");
}
