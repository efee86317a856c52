import { X } from "lucide-react";
import { type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { SeriesAnswer } from "../api/types";
import { heatSummary, heatTable } from "../model/chartTable";
import { formatDuration } from "../model/duration";
import { type Box, type Heat, boxOf, formatBox, heatOf, parseBox, placeOf, slowestBox, strength } from "../model/heat";
import { shortClock } from "../model/time";
import { keepPainted } from "../parts/canvas";
import chart from "../parts/Chart.module.css";
import { shareIn } from "../parts/pointer";
import { TableToggle, ValuesTable } from "../parts/ValuesTable";
import { ink } from "../tokens/ink";
import styles from "./Heatmap.module.css";

interface Props {
  readonly answer: SeriesAnswer | undefined;
  readonly chosen: string | undefined;
  readonly onChoose: (box: string | undefined) => void;
}

const MIN_DRAG = 4;

/** Spans by time and duration. A box drawn on it is what is compared with the rest. */
export function Heatmap({ answer, chosen, onChoose }: Props) {
  const heat = useMemo(() => answer && heatOf(answer.series, answer.firstUnixNano, answer.stepNanos), [answer]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<{ a: { x: number; y: number }; b: { x: number; y: number } } | null>(null);
  const repaint = useRef(() => {});
  const box = parseBox(chosen);
  const [isTable, setTable] = useState(false);

  useEffect(() => {
    if (isTable) {
      return undefined;
    }
    const painted = keepPainted(canvas.current!, (context, width, height) => {
      context.fillStyle = ink().ground;
      context.fillRect(0, 0, width, height);
      if (heat) {
        paintCells(context, heat, width, height);
        const shown = drawn.current ? boxOf(heat, drawn.current.a, drawn.current.b) : parseBox(chosen);
        if (shown) {
          paintBox(context, placeOf(heat, shown), width, height);
        }
      }
    });
    repaint.current = painted.repaint;
    painted.repaint();
    return painted.stop;
  }, [heat, chosen, isTable]);

  const onDown = (event: PointerEvent) => {
    if (event.button === 0 && heat) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drawn.current = { a: shareIn(event), b: shareIn(event) };
    }
  };
  const onMove = (event: PointerEvent) => {
    if (drawn.current) {
      drawn.current.b = shareIn(event);
      repaint.current();
    }
  };
  const onUp = (event: PointerEvent) => {
    const corners = drawn.current;
    drawn.current = null;
    repaint.current();
    if (corners && heat) {
      const wide = Math.abs(corners.a.x - corners.b.x) * event.currentTarget.clientWidth;
      const high = Math.abs(corners.a.y - corners.b.y) * event.currentTarget.clientHeight;
      onChoose(Math.max(wide, high) < MIN_DRAG ? undefined : formatBox(boxOf(heat, corners.a, corners.b)));
    }
  };

  return (
    <figure className={chart["chart"]} data-waiting={answer === undefined} data-table={isTable}>
      <figcaption>
        Durations
        {box ? (
          <>
            {" "}
            <b>{tellBox(box)}</b>{" "}
            <button type="button" className={styles["drop"]} onClick={() => onChoose(undefined)}>
              <X size={12} aria-hidden="true" /> Drop the box
            </button>
          </>
        ) : (
          heat && (
            <>
              <span className={styles["hint"]}> draw a box to compare it with the rest, or </span>
              <button type="button" className={styles["drop"]} onClick={() => onChoose(formatBox(slowestBox(heat)))}>
                take the slowest
              </button>
            </>
          )
        )}
      </figcaption>
      <span className={chart["toggle"]}>
        <TableToggle title="Durations" isTable={isTable} onChange={setTable} />
      </span>
      {isTable ? (
        <div className={chart["area"]}>{heat && <ValuesTable title="Durations" table={heatTable(heat)} />}</div>
      ) : (
        <div className={chart["area"]}>
          <div className={styles["plot"]} data-plot onPointerDown={onDown} onPointerMove={onMove} onPointerUp={onUp}>
            <canvas ref={canvas} role="img" aria-label={heat ? heatSummary(heat) : "Durations over time"} />
            <span className={chart["cursor"]} />
          </div>
          {heat && (
            <>
              <span className={chart["top"]}>{formatDuration(2 ** (heat.lowest + heat.bucketCount - 1))}</span>
              <span className={styles["bottom"]}>{formatDuration(2 ** (heat.lowest - 1))}</span>
            </>
          )}
        </div>
      )}
    </figure>
  );
}

function tellBox({ fromMillis, toMillis, minNanos, maxNanos }: Box): string {
  return `${formatDuration(minNanos)} – ${formatDuration(maxNanos)}, ${shortClock(fromMillis)} – ${shortClock(toMillis)}`;
}

function paintCells(context: CanvasRenderingContext2D, heat: Heat, width: number, height: number): void {
  context.fillStyle = ink().accent;
  const wide = width / heat.columnCount;
  const high = height / heat.bucketCount;
  for (let column = 0; column < heat.columnCount; column++) {
    for (let bucket = 0; bucket < heat.bucketCount; bucket++) {
      const count = heat.counts[column * heat.bucketCount + bucket]!;
      if (count > 0) {
        context.globalAlpha = strength(heat, count);
        const left = Math.round(column * wide);
        const top = Math.round(height - (bucket + 1) * high);
        const right = Math.round((column + 1) * wide);
        const bottom = Math.round(height - bucket * high);
        context.fillRect(left, top, Math.max(right - left - 1, 1), Math.max(bottom - top - 1, 1));
      }
    }
  }
  context.globalAlpha = 1;
}

function paintBox(
  context: CanvasRenderingContext2D,
  place: ReturnType<typeof placeOf>,
  width: number,
  height: number,
): void {
  const [left, top] = [place.left * width, place.top * height];
  const [wide, high] = [(place.right - place.left) * width, (place.bottom - place.top) * height];
  context.fillStyle = ink().veil;
  context.fillRect(left, top, wide, high);
  context.strokeStyle = ink().warn;
  context.lineWidth = 2;
  context.strokeRect(left + 1, top + 1, Math.max(wide - 2, 1), Math.max(high - 2, 1));
}
