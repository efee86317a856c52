import type { MouseEvent } from "react";

/** Where in its element a pointer is, and how wide that is. */
export function pointIn(event: MouseEvent): { x: number; y: number; width: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width };
}

const within = (share: number) => Math.min(Math.max(share, 0), 1);

/** The same as shares of its element, kept within it. */
export function shareIn(event: MouseEvent): { x: number; y: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
}
