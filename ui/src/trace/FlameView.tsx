import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";
import { formatDuration } from "../model/duration";
import { flameGrid } from "../model/flame";
import { toTime } from "../model/window";
import { keepPainted } from "../parts/canvas";
import styles from "./FlameView.module.css";
import { FLAME_HEIGHT, paintFlame } from "./paintFlame";
import { NONE, type TraceView } from "./view";

const ZOOM_PER_PIXEL = 1.0022;

/** All spans by depth over time. The timeline's keys work here too; the statistics say the same in words. */
export function FlameView({ view }: { readonly view: TraceView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const box = scroller.current!;
    const painted = keepPainted(canvas.current!, (context, width, height) =>
      paintFlame(context, width, height, view, box.scrollTop),
    );
    const stop = view.subscribe(painted.repaint);
    box.addEventListener("scroll", painted.repaint, { passive: true });
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - box.getBoundingClientRect().left;
        view.zoom(ZOOM_PER_PIXEL ** event.deltaY, toTime(view.window, x, box.clientWidth));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        view.pan((event.deltaX || event.deltaY) / box.clientWidth);
      }
    };
    box.addEventListener("wheel", onWheel, { passive: false });
    painted.repaint();
    return () => {
      stop();
      box.removeEventListener("scroll", painted.repaint);
      box.removeEventListener("wheel", onWheel);
      painted.stop();
    };
  }, [view]);

  const rowAt = (event: MouseEvent) => {
    const box = scroller.current!;
    const bounds = box.getBoundingClientRect();
    const depth = Math.floor((event.clientY - bounds.top + box.scrollTop) / FLAME_HEIGHT);
    const width = Math.round(box.clientWidth);
    const grid = flameGrid(view.columns, view.window, { width, firstDepth: depth, depthCount: 1 });
    return grid[Math.min(Math.max(Math.floor(event.clientX - bounds.left), 0), width - 1)] ?? NONE;
  };
  const onClick = (event: MouseEvent) => {
    const row = rowAt(event);
    if (row !== NONE) {
      view.select(row);
    }
  };
  const onMove = (event: PointerEvent) => {
    const row = rowAt(event);
    view.point(row, NONE);
    scroller.current!.title =
      row === NONE
        ? ""
        : `${view.columns.services[view.columns.service[row]!]} · ${view.columns.names[view.columns.name[row]!]} · ${formatDuration(view.columns.duration[row]!)}`;
  };

  return (
    <div className={styles["flame"]}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Flame graph of ${view.columns.spanCount} spans; Statistics says the same in a table`}
      />
      {/* The keys of the page move the cursor; this only takes the pointer. */}
      <div
        ref={scroller}
        className={styles["scroller"]}
        role="presentation"
        onClick={onClick}
        onPointerMove={onMove}
        onPointerLeave={() => view.point(NONE, NONE)}
        onDoubleClick={(event) => rowAt(event) !== NONE && view.frame(rowAt(event))}
      >
        <div style={{ height: (view.facts.maxDepth + 1) * FLAME_HEIGHT }} />
      </div>
    </div>
  );
}
