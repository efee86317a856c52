import { useQuery } from "@tanstack/react-query";
import { seriesQuery } from "../api/queries";
import {
  type Points,
  formatShare,
  goingOn,
  hasLabel,
  lastShareIn,
  meanOf,
  middleOf,
  perSecond,
  quantileText,
  stepFor,
  sumOf,
  totalOf,
} from "../model/series";
import { formatClock } from "../model/time";
import { Failure } from "../parts/Failure";
import { Chart } from "../parts/Chart";
import { useSharedCursor } from "../parts/useSharedCursor";
import type { ShownTime } from "../parts/useRange";
import { Heatmap } from "./Heatmap";
import { type ExploreSearch, metricText, spansText } from "./query";
import styles from "./RedStrip.module.css";

interface Props {
  readonly search: ExploreSearch;
  readonly time: ShownTime;
  readonly onChange: (patch: Partial<ExploreSearch>) => void;
}

const MOST_POINTS = 90;

/** Rate, errors, p95 and durations of the spans that match: one moment under the pointer, a drag zooms the time. */
export function RedStrip({ search, time, onChange }: Props) {
  const { stretch, range } = time;
  const stepNanos = stepFor(stretch.fromMillis, stretch.toMillis, MOST_POINTS);
  const request = (query: string) => ({ query, ...range, stepNanos });
  const counts = useQuery(seriesQuery(request(metricText(search, "rate", "status"))));
  const slow = useQuery(seriesQuery(request(metricText(search, "p95"))));
  const heat = useQuery(seriesQuery(request(`${spansText(search)} | histogram_over_time(duration)`)));
  const { share, strip } = useSharedCursor();

  const series = counts.data?.series ?? [];
  const lastShare = lastShareIn(counts.data, time.range.endUnixNano);
  const counted = { rate: sumOf(series), errors: sumOf(series.filter((entry) => hasLabel(entry, "error"))) };
  const rate = goingOn(counted.rate, lastShare);
  const errors = goingOn(counted.errors, lastShare);
  const p95 = slow.data?.series[0]?.points ?? [];
  const isUnderWay = lastShare < 1;
  const at = share === null ? null : Math.round(share * (rate.length - 1));
  const told = (points: Points, format: (value: number) => string, usual: number | null) => {
    const value = at === null ? usual : points[at];
    return value === null || value === undefined ? "" : format(value);
  };
  const first = counts.data ? Number(BigInt(counts.data.firstUnixNano) / 1_000_000n) : stretch.fromMillis;
  const moments = { firstMillis: first, stepMillis: stepNanos / 1e6 };
  const momentAt = (where: number) => first + where * Math.max(rate.length - 1, 1) * (stepNanos / 1e6);
  const zoom = (from: number, to: number) =>
    onChange({ range: undefined, from: Math.floor(momentAt(from)), to: Math.ceil(momentAt(to)), sel: undefined });
  const failure = counts.error ?? slow.error ?? heat.error;
  if (failure) {
    return (
      <div className={styles["failed"]}>
        <p>No figures over time</p>
        <Failure
          error={failure}
          onAgain={() => [counts, slow, heat].forEach((each) => each.isError && each.refetch())}
        />
      </div>
    );
  }
  return (
    <div className={styles["strip"]} {...strip}>
      <Chart
        title="Rate"
        curves={[{ name: "rate", points: rate, tone: "accent" }]}
        format={perSecond}
        moments={moments}
        figure={told(rate, perSecond, meanOf(counted.rate, lastShare))}
        isUnderWay={isUnderWay}
        isWaiting={counts.isPending}
        onDrag={zoom}
      />
      <Chart
        title="Errors"
        curves={[{ name: "errors", points: errors, tone: "error" }]}
        format={perSecond}
        moments={moments}
        figure={errorFigure(told(errors, perSecond, meanOf(counted.errors, lastShare)), counted.rate, counted.errors)}
        isUnderWay={isUnderWay}
        isWaiting={counts.isPending}
        onDrag={zoom}
      />
      <Chart
        title="p95"
        curves={[{ name: "p95", points: p95, tone: "warn" }]}
        format={quantileText}
        moments={moments}
        figure={told(p95, quantileText, middleOf(p95))}
        isUnderWay={isUnderWay}
        isWaiting={slow.isPending}
        onDrag={zoom}
      />
      <Heatmap
        answer={heat.data}
        chosen={search.sel}
        onChoose={(sel) => onChange({ sel, view: sel ? "compare" : undefined })}
      />
      <p className={styles["axis"]} aria-hidden="true">
        <span>{formatClock(stretch.fromMillis).slice(0, 8)}</span>
        <span>{at === null ? "drag to zoom" : formatClock(momentAt(share!)).slice(0, 8)}</span>
        <span>{formatClock(stretch.toMillis).slice(0, 8)}</span>
      </p>
    </div>
  );
}

function errorFigure(figure: string, rate: Points, errors: Points): string {
  const all = totalOf(rate);
  return all === 0 || figure === "" ? figure : `${figure} · ${formatShare(totalOf(errors) / all)}`;
}
