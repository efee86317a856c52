/** A canvas that is as sharp as the screen and painted at most once a frame. */

import { onInkChange } from "../tokens/ink";

export type Paint = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** Paints now, after every `repaint()`, and whenever size or theme change; returns how to ask and how to stop. */
export function keepPainted(canvas: HTMLCanvasElement, paint: Paint): { repaint: () => void; stop: () => void } {
  const context = canvas.getContext("2d", { alpha: false })!;
  let frame = 0;
  const draw = () => {
    frame = 0;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (width === 0 || height === 0) {
      return;
    }
    const scale = devicePixelRatio;
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    // Setting a size clears the canvas and costs an allocation, even when it is the same size.
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    paint(context, width, height);
  };
  const repaint = () => {
    frame ||= requestAnimationFrame(draw);
  };
  const observer = new ResizeObserver(draw);
  observer.observe(canvas);
  const stopInk = onInkChange(repaint);
  return {
    repaint,
    stop: () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      stopInk();
    },
  };
}
