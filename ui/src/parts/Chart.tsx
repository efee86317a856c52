import { type PointerEvent, useRef } from "react";
import { type Points, lastPath, linePath, peakOf, roundUp } from "../model/series";
import styles from "./Chart.module.css";
import { shareIn } from "./pointer";

/** One curve and how it is drawn. */
export interface Curve {
  readonly name: string;
  readonly points: Points;
  readonly tone: "accent" | "error" | "warn" | "muted";
  /** What the last look at it says, where it stands beside others. */
  readonly figure?: string;
}

interface Props {
  readonly title: string;
  readonly curves: readonly Curve[];
  readonly format: (value: number) => string;
  /** What the last look at it says, beside the title. */
  readonly figure: string;
  readonly isWaiting?: boolean;
  /** The last point is of a step that has not ended: it is drawn as what may still change. */
  readonly isUnderWay?: boolean;
  /** A stretch was dragged, as shares of the width. */
  readonly onDrag?: (from: number, to: number) => void;
}

const HEIGHT = 100;
const MIN_DRAG = 6;

/** A small chart over time. Its cursor stands on the same moment as those of its neighbours: the strip around them sets it. */
export function Chart({ title, curves, format, figure, isWaiting = false, isUnderWay = false, onDrag }: Props) {
  const drag = useRef<{ from: number; to: number; band: HTMLElement } | null>(null);
  const count = Math.max(2, ...curves.map(({ points }) => points.length));
  const peak = Math.max(1e-9, ...curves.map(({ points }) => peakOf(points)));
  const top = roundUp(peak);
  const isEmpty = peak <= 1e-9;
  const onDown = (event: PointerEvent<HTMLElement>) => {
    const band = event.currentTarget.querySelector<HTMLElement>("[data-band]");
    if (onDrag && band && event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: shareIn(event).x, to: shareIn(event).x, band };
    }
  };
  const onMove = (event: PointerEvent) => {
    if (drag.current) {
      drag.current.to = shareIn(event).x;
      const { from, to, band } = drag.current;
      band.style.left = `${Math.min(from, to) * 100}%`;
      band.style.width = `${Math.abs(to - from) * 100}%`;
    }
  };
  const onUp = (event: PointerEvent) => {
    const current = drag.current;
    drag.current = null;
    if (current) {
      current.band.style.width = "0";
      const [from, to] = [Math.min(current.from, current.to), Math.max(current.from, current.to)];
      if ((to - from) * event.currentTarget.clientWidth >= MIN_DRAG) {
        onDrag?.(from, to);
      }
    }
  };
  return (
    <figure className={styles["chart"]} data-waiting={isWaiting}>
      <figcaption>
        {title} {curves.length > 1 ? curves.map((curve) => <Key key={curve.name} curve={curve} />) : <b>{figure}</b>}
      </figcaption>
      <div className={styles["area"]}>
        <span className={styles["top"]}>{isEmpty ? "" : format(top)}</span>
        <div
          className={styles["plot"]}
          data-plot
          data-drag={onDrag !== undefined}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
        >
          <svg
            viewBox={`0 0 ${count - 1} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title} over time: ${figure || "none"}, at most ${isEmpty ? "0" : format(peak)}`}
          >
            {!isEmpty &&
              curves.map(({ name, points, tone }) => (
                <g key={name} data-tone={tone}>
                  <path className={styles["fill"]} d={fillPath(isUnderWay ? points.slice(0, -1) : points, top)} />
                  <path
                    className={styles["line"]}
                    d={linePath(isUnderWay ? points.slice(0, -1) : points, top, HEIGHT)}
                  />
                  {isUnderWay && <path className={styles["line"]} data-under-way d={lastPath(points, top, HEIGHT)} />}
                </g>
              ))}
          </svg>
          <span className={styles["band"]} data-band />
          <span className={styles["cursor"]} />
        </div>
      </div>
    </figure>
  );
}

function Key({ curve: { name, tone, figure } }: { readonly curve: Curve }) {
  return (
    <span className={styles["key"]} data-tone={tone}>
      <i /> {name} <b>{figure}</b>
    </span>
  );
}

/** The line, closed along the foot; only where it is unbroken. */
function fillPath(points: Points, top: number): string {
  return points.includes(null) ? "" : `${linePath(points, top, HEIGHT)}L${points.length - 1} ${HEIGHT}L0 ${HEIGHT}Z`;
}
