import type { MouseEvent } from "react";

/** Where in its element a pointer is, and how wide that is. */
export function pointIn(event: MouseEvent): { x: number; y: number; width: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width };
}
