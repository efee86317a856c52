import { ChevronsDownUp, ChevronsUpDown, Maximize2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import controls from "../parts/controls.module.css";
import { keepPainted } from "../parts/canvas";
import { pointIn } from "../parts/pointer";
import { DURATION_WIDTH, LANE_EDGE } from "../model/geometry";
import { isWhole, toTime } from "../model/window";
import { paintRuler } from "./paintRuler";
import styles from "./TimelineHead.module.css";
import { MAX_NAME_WIDTH, MIN_NAME_WIDTH } from "./useNameWidth";
import { useView } from "./useView";
import type { TraceView } from "./view";

interface Props {
  readonly view: TraceView;
  readonly nameWidth: number;
  readonly onNameWidth: (width: number) => void;
}

/** Head of the columns; the ruler over the bars zooms where it is dragged. */
export function TimelineHead({ view, nameWidth, onNameWidth }: Props) {
  const isZoomed = useView(view, ({ window, columns }) => !isWhole(window, columns.durationNanos));
  return (
    <div className={styles["head"]}>
      <div className={styles["names"]} style={{ width: nameWidth }}>
        <span>Service and span</span>
        <span className={styles["tools"]}>
          <button
            type="button"
            className={controls["quiet"]}
            onClick={() => view.expandAll()}
            aria-label="Expand all"
            title="Expand all ([)"
          >
            <ChevronsUpDown size={14} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={controls["quiet"]}
            onClick={() => view.collapseAll()}
            aria-label="Collapse all"
            title="Collapse all (])"
          >
            <ChevronsDownUp size={14} aria-hidden="true" />
          </button>
        </span>
      </div>
      <Resizer width={nameWidth} onWidth={onNameWidth} />
      <div className={styles["duration"]} style={{ width: DURATION_WIDTH }}>
        Duration
      </div>
      <Ruler view={view} />
      {isZoomed && (
        <button
          type="button"
          className={styles["whole"]}
          onClick={() => view.showWhole()}
          title="Show the whole trace (0)"
        >
          <Maximize2 size={12} aria-hidden="true" /> Whole trace
        </button>
      )}
    </div>
  );
}

function Ruler({ view }: { readonly view: TraceView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ from: number; to: number } | null>(null);
  const repaint = useRef(() => {});

  useEffect(() => {
    const painted = keepPainted(canvas.current!, (context, width, height) =>
      paintRuler(context, width, height, view.window, drag.current),
    );
    const stop = view.subscribe(painted.repaint);
    repaint.current = painted.repaint;
    return () => {
      stop();
      painted.stop();
    };
  }, [view]);

  const onDown = (event: PointerEvent) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: pointIn(event).x, to: pointIn(event).x };
    }
  };
  const onMove = (event: PointerEvent) => {
    if (drag.current) {
      drag.current.to = pointIn(event).x;
      repaint.current();
    }
  };
  const onUp = (event: PointerEvent) => {
    const { from, to } = drag.current ?? { from: 0, to: 0 };
    const [left, right] = [Math.min(from, to), Math.max(from, to)];
    const width = event.currentTarget.clientWidth - LANE_EDGE;
    drag.current = null;
    repaint.current();
    if (right - left >= 4) {
      view.setWindow({
        from: toTime(view.window, Math.max(left, 0), width),
        to: toTime(view.window, Math.min(right, width), width),
      });
    }
  };
  return (
    <canvas
      ref={canvas}
      className={styles["ruler"]}
      aria-hidden="true"
      title="Drag to zoom"
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onDoubleClick={() => view.showWhole()}
    />
  );
}

function Resizer({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      onWidth(width + step);
    }
  };
  return (
    <div
      className={styles["resizer"]}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the name column"
      aria-valuenow={Math.round(width)}
      aria-valuemin={MIN_NAME_WIDTH}
      aria-valuemax={MAX_NAME_WIDTH}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => start.current && onWidth(start.current.width + event.clientX - start.current.x)}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
