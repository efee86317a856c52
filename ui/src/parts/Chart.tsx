import { type PointerEvent, useRef, useState } from "react";
import { type Mark, type Moments, summaryOf, valuesTable } from "../model/chartTable";
import { type Points, lastPath, linePath, peakOf, roundUp } from "../model/series";
import styles from "./Chart.module.css";
import { shareIn } from "./pointer";
import { TableToggle, ValuesTable } from "./ValuesTable";

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
  readonly moments: Moments;
  /** What happened, as lines through the chart. */
  readonly marks?: readonly Mark[];
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
const MOST_NAMED_MARKS = 3;

/** A small chart over time, or its values as a table. Its cursor stands on the same moment as those of its neighbours: the strip around them sets it. */
export function Chart(props: Props) {
  const { title, curves, figure, isWaiting = false } = props;
  const [isTable, setTable] = useState(false);
  return (
    <figure className={styles["chart"]} data-waiting={isWaiting} data-table={isTable}>
      <figcaption>
        {title} {curves.length > 1 ? curves.map((curve) => <Key key={curve.name} curve={curve} />) : <b>{figure}</b>}
      </figcaption>
      <span className={styles["toggle"]}>
        <TableToggle title={title} isTable={isTable} onChange={setTable} />
      </span>
      <div className={styles["area"]}>
        {isTable ? <ValuesTable title={title} table={valuesTable(props)} /> : <Plot {...props} />}
      </div>
    </figure>
  );
}

function Plot(props: Props) {
  const { title, curves, format, marks = [], isUnderWay = false, onDrag } = props;
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
    <>
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
          aria-label={summaryOf(title, props)}
        >
          {!isEmpty &&
            curves.map(({ name, points, tone }) => (
              <g key={name} data-tone={tone}>
                <path className={styles["fill"]} d={fillPath(isUnderWay ? points.slice(0, -1) : points, top)} />
                <path className={styles["line"]} d={linePath(isUnderWay ? points.slice(0, -1) : points, top, HEIGHT)} />
                {isUnderWay && <path className={styles["line"]} data-under-way d={lastPath(points, top, HEIGHT)} />}
              </g>
            ))}
        </svg>
        {marks.map(({ at, label }) => (
          <span key={`${at} ${label}`} className={styles["mark"]} style={{ left: `${(at / (count - 1)) * 100}%` }}>
            {marks.length <= MOST_NAMED_MARKS && (
              <span aria-hidden="true" data-late={at > count / 2}>
                {label}
              </span>
            )}
          </span>
        ))}
        <span className={styles["band"]} data-band />
        <span className={styles["cursor"]} />
      </div>
    </>
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
