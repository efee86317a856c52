import { useState, useSyncExternalStore } from "react";

const KEY = "clew.nameWidth";
export const MIN_NAME_WIDTH = 160;
export const MAX_NAME_WIDTH = 900;

/** How wide the reader likes the name column; remembered in this browser. */
export function useNameWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(stored);
  const most = useSyncExternalStore(onResize, room);
  const change = (next: number) => {
    const kept = clamp(next);
    setWidth(kept);
    try {
      localStorage.setItem(KEY, String(kept));
    } catch {
      // Then it holds for this page only.
    }
  };
  return [Math.min(width, most), change];
}

/** How wide it may be, so that there is room for bars. */
const room = () => Math.max(MIN_NAME_WIDTH, innerWidth * 0.6);

function onResize(changed: () => void): () => void {
  addEventListener("resize", changed);
  return () => removeEventListener("resize", changed);
}

function clamp(width: number): number {
  return Math.round(Math.min(Math.max(width, MIN_NAME_WIDTH), MAX_NAME_WIDTH));
}

/** A good quarter of the page; on a phone half of it, since names say more than bars there. */
function usual(): number {
  return clamp(Math.max(innerWidth * 0.27, Math.min(innerWidth * 0.5, 240)));
}

function stored(): number {
  try {
    const kept = Number(localStorage.getItem(KEY));
    return kept > 0 ? clamp(kept) : usual();
  } catch {
    return usual();
  }
}
