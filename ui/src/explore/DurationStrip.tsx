import { useNavigate } from "@tanstack/react-router";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { TraceSummary } from "../api/types";
import { formatDuration } from "../model/duration";
import { formatClock, millisOf } from "../model/time";
import { keepPainted } from "../parts/canvas";
import { pointIn } from "../parts/pointer";
import styles from "./DurationStrip.module.css";
import { paintStrip } from "./paintStrip";
import { type Area, type Dot, type Strip, dotAt, layOutStrip, momentAt } from "./strip";

interface Props {
  readonly traces: readonly TraceSummary[];
  readonly onRange: (fromMillis: number, toMillis: number) => void;
}

const REACH = 12;
const MIN_DRAG = 6;

/** Every result as a dot: when, how long, whether it failed. A click opens, a drag narrows the time. */
export function DurationStrip({ traces, onRange }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<{
    strip: Strip;
    area: Area;
    drag: [number, number] | null;
    hover: Dot | null;
    repaint: () => void;
  }>(null);
  const [hover, setHover] = useState<Dot | null>(null);
  const navigate = useNavigate();

  useEffect(() => {
    const painted = keepPainted(canvas.current!, (context, width, height) => {
      const area = { left: 64, top: 10, width: width - 80, height: height - 32 };
      const strip = layOutStrip(traces, area);
      const { drag = null, hover: over = null } = scene.current ?? {};
      scene.current = { strip, area, drag, hover: over, repaint: painted.repaint };
      paintStrip(context, width, height, scene.current);
    });
    painted.repaint();
    return painted.stop;
  }, [traces]);

  const onDown = (event: PointerEvent) => {
    if (event.button === 0 && scene.current) {
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x } = pointIn(event);
      scene.current.drag = [x, x];
    }
  };
  const onMove = (event: PointerEvent) => {
    const current = scene.current;
    if (current) {
      const { x, y } = pointIn(event);
      current.drag = current.drag && [current.drag[0], x];
      current.hover = dotAt(current.strip, x, y, REACH);
      setHover(current.hover);
      current.repaint();
    }
  };
  const onUp = (event: PointerEvent) => {
    const current = scene.current;
    if (!current?.drag) {
      return;
    }
    const [from, to] = current.drag.toSorted((a, b) => a - b) as [number, number];
    const { x, y } = pointIn(event);
    const dot = dotAt(current.strip, x, y, REACH);
    current.drag = null;
    current.repaint();
    if (to - from >= MIN_DRAG) {
      onRange(momentAt(current.strip, current.area, from), momentAt(current.strip, current.area, to) + 1);
    } else if (dot) {
      void navigate({ to: "/trace/$traceId", params: { traceId: dot.trace.traceId } });
    }
  };
  const onLeave = () => {
    setHover(null);
    if (scene.current) {
      scene.current.hover = null;
      scene.current.repaint();
    }
  };

  return (
    <figure className={styles["strip"]}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={summary(traces)}
        data-pointing={hover !== null}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerLeave={onLeave}
      />
      {hover && <Tip dot={hover} />}
    </figure>
  );
}

function Tip({ dot }: { readonly dot: Dot }) {
  const { trace } = dot;
  return (
    <div className={styles["tip"]} style={{ left: dot.x, top: dot.y }} aria-hidden="true">
      <strong>{trace.rootService}</strong> {trace.rootName}
      <br />
      {formatDuration(trace.durationNanos)} at {formatClock(millisOf(trace.startUnixNano))}
      {trace.errorCount > 0 && `, ${trace.errorCount} errors`}
    </div>
  );
}

function summary(traces: readonly TraceSummary[]): string {
  const durations = traces.map((trace) => trace.durationNanos);
  const failed = traces.filter((trace) => trace.errorCount > 0).length;
  return `${traces.length} traces by time and duration, from ${formatDuration(Math.min(...durations))} to ${formatDuration(Math.max(...durations))}, ${failed} with errors. The table below lists them.`;
}
