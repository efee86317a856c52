import { STATUS_ERROR } from "../model/columns";
import { flameGrid, pixelOf, slabs } from "../model/flame";
import { serviceColour } from "../model/palette";
import { formatDuration } from "../model/duration";
import { ink } from "../tokens/ink";
import { ellipsize } from "./ellipsize";
import { NONE, type TraceView } from "./view";

export const FLAME_HEIGHT = 19;
const NARROWEST_TEXT = 34;
/** Narrower ones have no edge of their own: thousands of strokes would cost more than all pixels. */
const NARROWEST_EDGE = 12;

/** Every span in the window, by depth. Pixels are written as such; only what is wide enough gets words. */
export function paintFlame(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  view: TraceView,
  scrollTop: number,
): void {
  const { columns } = view;
  const colours = ink();
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  const wide = Math.max(Math.round(width), 1);
  const firstDepth = Math.floor(scrollTop / FLAME_HEIGHT);
  const depthCount = Math.min(Math.ceil(height / FLAME_HEIGHT) + 1, view.facts.maxDepth + 1 - firstDepth);
  if (depthCount <= 0) {
    return;
  }
  const grid = flameGrid(columns, view.window, { width: wide, firstDepth, depthCount });
  const top = firstDepth * FLAME_HEIGHT - scrollTop;
  context.imageSmoothingEnabled = false;
  context.drawImage(pixels(grid, wide, depthCount, view), 0, top, wide, depthCount * FLAME_HEIGHT);
  context.fillStyle = colours.ground;
  for (let lane = 1; lane <= depthCount; lane++) {
    context.fillRect(0, top + lane * FLAME_HEIGHT - 1, width, 1);
  }
  context.textBaseline = "middle";
  for (const { row, left, right, lane } of slabs(grid, wide, NARROWEST_EDGE)) {
    const y = top + lane * FLAME_HEIGHT;
    context.fillStyle = colours.ground;
    context.fillRect(right - 1, y, 1, FLAME_HEIGHT);
    paintState(context, view, row, { left, right, y });
    if (right - left >= NARROWEST_TEXT) {
      context.font = `12px ${colours.sans}`;
      context.fillStyle = "#ffffff";
      const name = columns.names[columns.name[row]!]!;
      context.fillText(
        ellipsize(context, `${name}  ${formatDuration(columns.duration[row]!)}`, right - left - 10),
        left + 5,
        y + FLAME_HEIGHT / 2,
      );
    }
  }
}

function paintState(
  context: CanvasRenderingContext2D,
  view: TraceView,
  row: number,
  { left, right, y }: { left: number; right: number; y: number },
): void {
  const colours = ink();
  if (view.columns.status[row] === STATUS_ERROR) {
    context.fillStyle = colours.error;
    context.fillRect(left, y, right - left - 1, 3);
  }
  if (row === view.selected || row === view.hover) {
    context.strokeStyle = colours.text;
    context.lineWidth = row === view.selected ? 2 : 1;
    context.strokeRect(left + 1, y + 1, Math.max(right - left - 3, 1), FLAME_HEIGHT - 3);
  }
}

let canvas: OffscreenCanvas | null = null;

/** One pixel a cell; the picture is stretched to the height of a lane. */
function pixels(grid: Int32Array, width: number, depthCount: number, view: TraceView): OffscreenCanvas {
  if (canvas?.width !== width || canvas.height !== depthCount) {
    canvas = new OffscreenCanvas(width, depthCount);
  }
  const context = canvas.getContext("2d", { alpha: false })!;
  const image = context.createImageData(width, depthCount);
  const cells = new Uint32Array(image.data.buffer);
  const ground = pixelIn(context, ink().ground);
  const colours = Uint32Array.from(view.columns.services, (name) => darker(pixelOf(serviceColour(name))));
  const { wanted } = view;
  const { service, status, duration } = view.columns;
  const error = pixelIn(context, ink().error);
  const narrow = ((view.window.to - view.window.from) / width) * NARROWEST_EDGE;
  let before = NONE;
  let pixel = ground;
  for (let at = 0; at < grid.length; at++) {
    const row = grid[at]!;
    if (row !== before) {
      before = row;
      const isShown = row >= 0 && wanted?.[row] !== 0;
      // Where there is no room for a mark the whole span is one.
      const isMark = isShown && status[row] === STATUS_ERROR && duration[row]! < narrow;
      pixel = isMark ? error : isShown ? colours[service[row]!]! : ground;
    }
    cells[at] = pixel;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const known = new Map<string, number>();

/** A colour as the canvas keeps it; reading it back takes longer than painting a frame, so it is done once. */
function pixelIn(context: OffscreenCanvasRenderingContext2D, colour: string): number {
  let pixel = known.get(colour);
  if (pixel === undefined) {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    pixel = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0]!;
    known.set(colour, pixel);
  }
  return pixel;
}

/** White words need a darker ground than bars do. */
function darker(pixel: number): number {
  const part = (shift: number) => Math.round(((pixel >> shift) & 0xff) * 0.72) << shift;
  return ((255 << 24) | part(16) | part(8) | part(0)) >>> 0;
}
