import { type PointerEvent, useEffect, useRef } from "react";
import { formatDuration } from "../model/duration";
import { type Drag, dragTo, gripAt } from "../model/drag";
import { keepPainted } from "../parts/canvas";
import { pointIn } from "../parts/pointer";
import styles from "./Minimap.module.css";
import { createMinimapPainter } from "./paintMinimap";
import { useView } from "./useView";
import type { TraceView } from "./view";

const CURSORS = { left: "ew-resize", right: "ew-resize", body: "grab", new: "crosshair" } as const;
/** A shorter drag is a click. */
const MIN_DRAG = 4;

/** The whole trace at a glance; its window is what the timeline shows. */
export function Minimap({ view }: { readonly view: TraceView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<Drag | null>(null);
  const shown = useView(view, ({ window }) => window);
  const { durationNanos } = view.columns;

  useEffect(() => {
    const paintMinimap = createMinimapPainter(view);
    const painted = keepPainted(canvas.current!, paintMinimap);
    const stop = view.subscribe(painted.repaint);
    return () => {
      stop();
      painted.stop();
    };
  }, [view]);

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) {
      return;
    }
    const { x, width } = pointIn(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { grip: gripAt(view.window, durationNanos, x, width), startX: x, startWindow: view.window };
  };
  const onMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const { x, width } = pointIn(event);
    event.currentTarget.style.cursor = CURSORS[drag.current?.grip ?? gripAt(view.window, durationNanos, x, width)];
    const isClick = drag.current?.grip === "new" && Math.abs(x - drag.current.startX) < MIN_DRAG;
    if (drag.current && !isClick) {
      view.setWindow(dragTo(drag.current, x, width, durationNanos));
    }
  };
  const onUp = () => {
    drag.current = null;
  };

  return (
    <div className={styles["minimap"]}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Overview of the trace; the timeline shows ${formatDuration(shown.from)} to ${formatDuration(shown.to)} of ${formatDuration(durationNanos)}`}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
        onDoubleClick={() => view.showWhole()}
        title="Drag to zoom, double-click for the whole trace"
      />
    </div>
  );
}
