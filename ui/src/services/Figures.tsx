import type { CountedRange, Red, ServiceOverview } from "../api/analysis";
import type { Mark } from "../model/chartTable";
import { formatDuration } from "../model/duration";
import { goingOn, lastShareOf, perSecond } from "../model/series";
import { millisOf } from "../model/time";
import { Chart } from "../parts/Chart";
import { useSharedCursor } from "../parts/useSharedCursor";
import styles from "./ServicePage.module.css";

/** Of the last step of what was counted. */
export const lastShare = ({ endUnixNano, stepNanos }: CountedRange, asked: string) =>
  lastShareOf(BigInt(endUnixNano), stepNanos, asked);

interface FiguresProps {
  readonly service: ServiceOverview;
  /** Until when was asked; the last step may end later. */
  readonly endUnixNano: string;
  readonly deploys: readonly Mark[];
}

/** Rate, errors and latency over time, with the versions that came. */
export function Figures({ service: { range, series, red, basis }, endUnixNano, deploys }: FiguresProps) {
  const { share, strip } = useSharedCursor();
  const at = share === null ? null : Math.round(share * (series.length - 1));
  const shown = at === null ? red : series[at]!.red;
  const moments = { firstMillis: millisOf(range.startUnixNano), stepMillis: range.stepNanos / 1e6 };
  const isPart = lastShare(range, endUnixNano) < 1;
  const counts = (read: (red: ServiceOverview["red"]) => number, isLatency = false) =>
    series.map((step) => (isLatency && step.red.count === 0 ? null : read(step.red)));
  return (
    <div className={styles["figures"]} {...strip}>
      <Chart
        title={basis === "requests" ? "Requests" : "Spans"}
        curves={[
          {
            name: "rate",
            points: goingOn(
              counts(({ rate }) => rate),
              lastShare(range, endUnixNano),
            ),
            tone: "accent",
          },
        ]}
        format={perSecond}
        moments={moments}
        marks={deploys}
        figure={perSecond(shown.rate)}
        isUnderWay={isPart}
      />
      <Chart
        title="Errors"
        curves={[{ name: "errors", points: counts(({ errorRate }) => errorRate * 100), tone: "error" }]}
        format={percent}
        moments={moments}
        marks={deploys}
        figure={percent(shown.errorRate * 100)}
        isUnderWay={isPart}
      />
      <Chart
        title="Latency"
        curves={LATENCIES.map(({ name, read, tone }) => ({
          name,
          tone,
          points: counts(read, true),
          figure: formatDuration(read(shown)),
        }))}
        format={formatDuration}
        moments={moments}
        marks={deploys}
        isUnderWay={isPart}
        figure={[shown.p50Nanos, shown.p95Nanos, shown.p99Nanos].map(formatDuration).join(", ")}
      />
    </div>
  );
}

/** What is drawn last lies on top. */
const LATENCIES = [
  { name: "p99", read: ({ p99Nanos }: Red) => p99Nanos, tone: "muted" },
  { name: "p95", read: ({ p95Nanos }: Red) => p95Nanos, tone: "warn" },
  { name: "p50", read: ({ p50Nanos }: Red) => p50Nanos, tone: "accent" },
] as const;

const percent = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
